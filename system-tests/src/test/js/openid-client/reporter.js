/** One line of JSON for each test that has ended. */
export default async function* reporter(source) {
  for await (const event of source) {
    if ((event.type === "test:pass" || event.type === "test:fail") && event.data.details?.type !== "suite") {
      const failure = event.data.details?.error;
      const cause = failure?.cause ?? failure;
      yield JSON.stringify({
        name: event.data.name,
        passed: event.type === "test:pass" && event.data.skip === undefined && event.data.todo === undefined,
        failure: failure === undefined ? "" : describe(cause),
      }) + "\n";
    }
  }
}

/** What the library says, with the server's own words where it has them. */
function describe(error) {
  const said = error?.error === undefined ? "" : ` [${error.error}: ${error.error_description}]`;
  const why = error?.cause === undefined || error.cause === error ? "" : `\ncaused by ${JSON.stringify(error.cause, null, 1)} ${error.cause?.message ?? ""}`;
  return `${error?.stack ?? error}${said}${why}`;
}
