import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RuleFile, StixStore } from '@yagura/cyber'
import type { LiveSought } from './detection-engine.ts'
import { filesBelow } from './files-below.ts'
import type { WarningListFolder } from './warning-list-folder.ts'

/** What a node looks for, gathered of its store of STIX objects and of files in its data folder. */
export type SoughtSource = {
  /** Changes when what is looked for may have. */
  readonly mark: () => Promise<string>
  /** @returns With it what could not be read. */
  readonly read: (nowMs: number) => Promise<LiveSought & { readonly problems: readonly string[] }>
}

const page = 1000

/**
 * Sigma rules are the files below `<folder>/sigma`, which is made.
 *
 * @param folder - Of the watch in the data folder.
 */
export async function openSoughtSource(
  store: Pick<StixStore, 'list' | 'lastSeq'>,
  folder: string,
  lists: Pick<WarningListFolder, 'files' | 'readAll'>,
): Promise<SoughtSource> {
  const sigma = join(folder, 'sigma')
  await mkdir(sigma, { recursive: true, mode: 0o700 })
  return {
    mark: async () => {
      const files = [...(await filesBelow(sigma, /\.ya?ml$/)), ...(await lists.files())]
      const facts = await Promise.all(files.map(async (file) => `${file} ${(await stat(file)).mtimeMs}`))
      return [await store.lastSeq(), ...facts].join('\n')
    },
    read: async (nowMs) => {
      const ruleFiles = await Promise.all(
        (await filesBelow(sigma, /\.ya?ml$/)).map(
          async (file): Promise<RuleFile> => ({
            name: file.slice(sigma.length + 1),
            text: await readFile(file, 'utf8'),
          }),
        ),
      )
      const { lists: warningLists, problems } = await lists.readAll()
      return { objects: await indicatorsIn(store), ruleFiles, warningLists, problems, nowMs }
    },
  }
}

async function indicatorsIn(store: Pick<StixStore, 'list'>): Promise<readonly unknown[]> {
  const objects: unknown[] = []
  let cursor: string | undefined
  do {
    const question = { types: ['indicator'], sort: 'added', descending: false, limit: page } as const
    const { versions, cursor: next } = await store.list({ ...question, ...(cursor !== undefined && { cursor }) })
    for (const { object } of versions) objects.push(object)
    cursor = next
  } while (cursor !== undefined)
  return objects
}
