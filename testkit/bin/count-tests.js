/**
 * Counts the tests of one run. A file that could not be loaded is one failure, and so is a run that failed although
 * every test passed (an error outside any test) or that left no report.
 *
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] } | undefined} report - What
 *   vitest's json reporter wrote.
 * @param {number} exitCode - Exit code of vitest.
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(report, exitCode) {
  const count = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report?.testResults ?? []) {
    let failedHere = 0
    for (const { status } of file.assertionResults) {
      if (status === 'passed') count.passed += 1
      else if (status === 'failed') failedHere += 1
      else count.skipped += 1
    }
    count.failed += file.status === 'failed' ? Math.max(1, failedHere) : failedHere
  }
  if (exitCode !== 0 && count.failed === 0) count.failed = 1
  return count
}
