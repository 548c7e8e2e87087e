import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Catalogue } from '../../src/i18n/text.ts'

const sources = fileURLToPath(new URL('../../src/', import.meta.url))

/** Messages of one language in a catalogue, with where the catalogue lies. */
export type FoundCatalogue = { readonly name: string; readonly catalogue: Catalogue<string> }

function isCatalogue(value: unknown): value is Catalogue<string> {
  return (
    typeof value === 'object' && value !== null && 'en' in value && 'ja' in value && Object.keys(value).length === 2
  )
}

/** Every catalogue of messages in the console's sources: what `messages.ts` and `*-messages.ts` export. */
export async function findCatalogues(): Promise<readonly FoundCatalogue[]> {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|[/-])messages\.ts$/.test(file),
  )
  const modules = await Promise.all(
    files.map(async (file): Promise<readonly FoundCatalogue[]> => {
      const exported: Record<string, unknown> = await import(pathToFileURL(join(sources, file)).href)
      return Object.entries(exported).flatMap(([name, value]) =>
        isCatalogue(value) && typeof value.en === 'object'
          ? [{ name: `${relative(sources, join(sources, file))} ${name}`, catalogue: value }]
          : [],
      )
    }),
  )
  return modules.flat()
}
