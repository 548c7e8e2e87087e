import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const repository = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The folders of all workspaces, relative to the repository, as the root package.json lists them.
 *
 * @returns {string[]}
 */
export function workspaceFolders() {
  const { workspaces } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  return workspaces
    .flatMap((/** @type {string} */ pattern) => {
      if (!pattern.endsWith('/*')) return [pattern]
      const parent = pattern.slice(0, -2)
      return readdirSync(join(repository, parent)).map((name) => `${parent}/${name}`)
    })
    .filter((/** @type {string} */ folder) => existsSync(join(repository, folder, 'package.json')))
}
