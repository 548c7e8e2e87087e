// Checks who imports whom. A reader that finds no modules finds no violations either, so it must also show that it read
// them: each workspace, and no fewer modules than the repository holds.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readBoundaries } from './boundaries.js'
import { repository, workspaceFolders } from './workspaces.js'

const workspaces = workspaceFolders()
const { modules, violations } = readBoundaries(repository, workspaces, join(repository, '.dependency-cruiser.cjs'))

const unread = workspaces.flatMap((folder) =>
  readdirSync(join(repository, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/src/${name}`)
    .filter((path) => !modules.includes(path)),
)
for (const path of unread) process.stdout.write(`not read: ${path}\n`)
for (const { rule, from, to } of violations) process.stdout.write(`${rule}: ${from} → ${to}\n`)
for (const folder of workspaces) {
  const own = modules.filter((module) => module.startsWith(`${folder}/src/`)).length
  process.stdout.write(`${folder}: ${own} modules read\n`)
  if (own === 0) throw new Error(`${folder}: no module was read`)
}
process.stdout.write(`${violations.length} forbidden imports, ${unread.length} sources not read\n`)
process.exitCode = violations.length + unread.length > 0 ? 1 : 0
