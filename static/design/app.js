// Everything works without this. It starts the GOV.UK components that are better with it.
import {
  createAll,
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  isSupported,
} from "../vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
if (isSupported()) {
  for (const component of [
    Button,
    CharacterCount,
    ErrorSummary,
    NotificationBanner,
    PasswordInput,
    ServiceNavigation,
    SkipLink,
  ]) {
    createAll(component);
  }
}
