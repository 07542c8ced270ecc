// Starts the behaviour every page shares; each part looks for its own data attributes.
import { startDialogs } from "./dialogs.js";
import { startForms } from "./forms.js";
import { startJobs } from "./jobs.js";
import { startLargeText } from "./large-text.js";
import { startRequests } from "./requests.js";
import { startTables } from "./tables.js";

startLargeText(document);
startDialogs(document);
startForms(document);
startTables(document);
startJobs(document);
startRequests(document);
