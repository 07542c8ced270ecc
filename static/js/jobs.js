// Follows long work: asks data-job-url for {state, percent, note, url, label} until it is done or failed.
const FIRST = 1000;
const SLOWEST = 15000;

async function ask(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, redirect: "error" });
    const json = (answer.headers.get("content-type") ?? "").startsWith("application/json");
    return answer.ok && json ? await answer.json() : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function show(box, job) {
  box.querySelector("progress").value = job.percent;
  box.querySelector("[data-job-percent]").textContent = `${job.percent}%`;
  box.querySelector("[data-job-note]").textContent = job.note ?? "";
  box.dataset.state = job.state;
  const place = box.querySelector("[data-job-result]");
  if (job.state !== "done" || !job.url || !place) return;
  const link = document.createElement("a");
  link.className = "btn btn-primary";
  link.href = job.url;
  link.textContent = job.label;
  place.replaceChildren(link);
  place.hidden = false;
}

async function follow(box) {
  let wait = FIRST;
  while (box.isConnected) {
    const job = await ask(box.dataset.jobUrl);
    if (job) show(box, job);
    else box.querySelector("[data-job-note]").textContent = box.dataset.lost;
    if (job && (job.state === "done" || job.state === "failed")) return;
    wait = job ? FIRST : Math.min(wait * 2, SLOWEST);
    await new Promise((resume) => setTimeout(resume, wait));
  }
}

export function startJobs(root) {
  root.querySelectorAll("[data-job-url]").forEach(follow);
}
