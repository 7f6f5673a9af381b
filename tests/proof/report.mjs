/** Runs a check over all fixtures, prints what is wrong with each, and sets the exit code. */
export async function report(fixtures, check) {
  let failed = 0;
  for (const fixture of fixtures) {
    let faults;
    try {
      faults = await check(fixture);
    } catch (error) {
      faults = [`the proof itself fails: ${error.stack}`];
    }
    if (faults.length === 0) continue;
    failed++;
    console.log(`\n${fixture.name}\n${faults.map((fault) => `  ${fault.replaceAll("\n", "\n  ")}`).join("\n")}`);
  }
  console.log(`\n${fixtures.length} fixtures, ${failed} failed`);
  process.exitCode = failed > 0 || fixtures.length === 0 ? 1 : 0;
}
