// Runs a test suite and closes with one line that a person, or a script, can read: `N passed, N failed[, N skipped]`.
// Usage: run-tests.js fast|slow|measure [arguments for vitest]
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countTests } from './count-tests.js'
import { repository } from './workspaces.js'

const [suite = 'fast', ...vitestArguments] = process.argv.slice(2)
const vitest = join(repository, 'node_modules/vitest/vitest.mjs')
const scratch = mkdtempSync(join(tmpdir(), 'yagura-tests-'))
const reportFile = join(scratch, 'report.json')

// A test that never yields cannot be timed out from within: the suite as a whole is.
const mostMinutes = suite === 'fast' ? 15 : 60

const run = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...vitestArguments],
  {
    cwd: repository,
    env: { ...process.env, YAGURA_SUITE: suite },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: mostMinutes * 60_000,
  },
)
const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined
rmSync(scratch, { recursive: true })

if (run.signal !== null)
  process.stdout.write(`the suite was ended by ${run.signal}; its limit is ${mostMinutes} minutes\n`)
const { passed, failed, skipped } = countTests(report, run.status ?? 1)
const data = process.env['YAGURA_SHARED_DATA'] ?? join(repository, '../shared/data')
if (skipped > 0 && !existsSync(data)) {
  process.stdout.write(`${skipped} skipped because the test data is absent: ${data} (see CONTRIBUTING.md)\n`)
}
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = failed > 0 ? 1 : 0
