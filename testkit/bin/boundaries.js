import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { repository } from './workspaces.js'

const cruiser = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

/**
 * Reads every import below the folders and compares it with a set of rules.
 *
 * @param {string} root - The tree to read; paths in the rules are relative to it.
 * @param {readonly string[]} folders - Folders below the root.
 * @param {string} rules - Path of the configuration.
 * @returns {{ modules: string[], violations: { rule: string, from: string, to: string }[] }} Modules read, as paths from
 *   the root, and every import that breaks a rule.
 */
export function readBoundaries(root, folders, rules) {
  const run = spawnSync(process.execPath, [cruiser, '--config', rules, '--output-type', 'json', ...folders], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no report: ${run.stderr || run.stdout}`)
  const report = JSON.parse(run.stdout)
  return {
    modules: report.modules.map((/** @type {{ source: string }} */ module) => module.source),
    violations: report.summary.violations.map(
      (/** @type {{ rule: { name: string }, from: string, to: string }} */ { rule, from, to }) => ({
        rule: rule.name,
        from,
        to,
      }),
    ),
  }
}
