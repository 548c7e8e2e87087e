#!/usr/bin/env node
// Writes the console's types of the API from the schemas of its operations, so that the two cannot drift apart:
// `npm run api-types`. A test holds the committed file to what this prints.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const app = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(app, '../console/src/api/types.ts')

/**
 * A JSON schema as a TypeScript type.
 *
 * @param {any} schema
 * @returns {string}
 */
function typeOf(schema) {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.type === 'array') return `readonly (${typeOf(schema.items)})[]`
  if (schema.type === 'integer') return 'number'
  if (schema.type === 'object') {
    const [pattern] = Object.values(schema.patternProperties ?? {})
    if (pattern !== undefined) return `Readonly<Record<string, ${typeOf(pattern)}>>`
    const required = new Set(schema.required ?? [])
    const members = Object.entries(schema.properties ?? {}).map(
      ([name, member]) => `readonly ${JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${typeOf(member)}`,
    )
    return `{ ${members.join('; ')} }`
  }
  return schema.type ?? 'unknown'
}

/**
 * The text of the console's types.
 *
 * @returns {Promise<string>}
 */
export async function apiTypes() {
  const folder = await mkdtemp(join(app, 'dist-api-'))
  try {
    const outfile = join(folder, 'operations.mjs')
    await build({
      entryPoints: [join(app, 'src/api/contract/operations.ts')],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      // The project's own packages are TypeScript and go in; what they import from elsewhere is found where it is installed.
      external: ['typebox', 'typebox/*', '@noble/*'],
      logLevel: 'error',
    })
    const { operations } = await import(pathToFileURL(outfile).href)
    const lines = Object.entries(operations).map(([id, operation]) => {
      const parts = ['params', 'query', 'body', 'answer'].map(
        (part) => `readonly ${part}: ${operation[part] ? typeOf(operation[part]) : 'undefined'}`,
      )
      const place = `readonly method: '${operation.method}'; readonly url: '${operation.url}'`
      return `  /** ${operation.summary} */\n  readonly ${id}: { ${place}; ${parts.join('; ')} }`
    })
    const places = Object.entries(operations).map(
      ([id, { method, url }]) => `  ${id}: { method: '${method}', url: '${url}' },`,
    )
    return [
      '// Written by `npm run api-types` from the schemas of the API; not to be edited.',
      '',
      '/** What each operation of the API is asked and answers. */',
      `export type Operations = {\n${lines.join('\n')}\n}`,
      '',
      '/** Where each operation of the API is asked. */',
      `export const places: { readonly [Id in keyof Operations]: { readonly method: string; readonly url: string } } = {\n${places.join('\n')}\n}`,
      '',
    ].join('\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await apiTypes())
