import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Source } from '../../src/api/contract/sources.ts'
import { molniya, vanguard } from '../element-sets.ts'
import { oneObject, renamedColumnCsv, twoObjects } from './published-elements.ts'
import { caller, hourMs, type SourceNode, scratchFolder, startNode } from './source-node.ts'

const lookMs = 5000

async function fileNode(
  content: string,
): Promise<{ readonly node: SourceNode; readonly path: string; readonly source: () => Source | undefined }> {
  const path = join(scratchFolder(), 'elements.tle')
  writeFileSync(path, content)
  const node = await startNode({ commandLine: [{ kind: 'file', reads: 'elements', location: path }] })
  await node.ask()
  return { node, path, source: () => node.sources.list()[0] }
}

test('a file of the command line is read at the start, and again when it has changed and is at rest', async () => {
  const { node, path, source } = await fileNode(oneObject)
  expect(source()).toMatchObject({ state: 'ok', records: 1, fromCommandLine: true })
  writeFileSync(path, twoObjects)
  await node.pass(lookMs)
  expect(node.objectCount()).toBe(1)
  await node.pass(lookMs)
  expect(node.objectCount()).toBe(2)
  expect(node.logTexts().at(-1)).toMatch(/: 2 records, 1 of them new, 0 not usable$/)
})

test('a file that has not changed is looked at without writing anything to the store', async () => {
  const { node, source } = await fileNode(oneObject)
  const seq = node.context.store.lastSeq()
  for (let look = 0; look < 20; look += 1) await node.pass(lookMs)
  expect(node.context.store.lastSeq()).toBe(seq)
  expect(source()?.state).toBe('ok')
})

test('a file that goes away is said once, its data stay, and it heals when it is back', async () => {
  const { node, path, source } = await fileNode(oneObject)
  rmSync(path)
  for (let look = 0; look < 5; look += 1) await node.pass(lookMs)
  expect(source()).toMatchObject({
    state: 'failing',
    lastError: { message: `${path} cannot be read: it does not exist` },
  })
  expect(node.logTexts().filter((text) => text.includes('does not exist'))).toHaveLength(1)
  expect(node.objectCount()).toBe(1)
  writeFileSync(path, twoObjects)
  await node.pass(lookMs)
  await node.pass(lookMs)
  expect(source()?.state).toBe('ok')
  expect(node.objectCount()).toBe(2)
})

test('a file whose content cannot be used stays failing until it changes', async () => {
  const { node, path, source } = await fileNode(renamedColumnCsv)
  await node.pass(lookMs)
  await node.pass(lookMs)
  expect(source()?.lastError?.code).toBe('source/unusable-records')
  const problems = await node.sources.handlers.listSourceProblems(
    { params: { id: source()?.id ?? '' }, query: {}, body: undefined },
    caller,
  )
  expect(problems.items.length).toBeGreaterThan(0)
  writeFileSync(path, oneObject)
  await node.pass(lookMs)
  await node.pass(lookMs)
  expect(source()).toMatchObject({ state: 'ok', problemCount: 0 })
})

test('a directory, a pipe or a device in place of a file is an error, not a wait', async () => {
  const node = await startNode({ commandLine: [{ kind: 'file', reads: 'elements', location: '/dev/zero' }] })
  await node.ask()
  expect(node.sources.list()[0]?.lastError?.message).toBe('/dev/zero cannot be read: it is no regular file')
})

async function folderNode(): Promise<{
  readonly node: SourceNode
  readonly folder: string
  readonly source: () => Source | undefined
}> {
  const folder = scratchFolder()
  const node = await startNode({ commandLine: [{ kind: 'folder', reads: 'elements', location: folder }] })
  await node.ask()
  return { node, folder, source: () => node.sources.list()[0] }
}

test('a file that is still being written to a watched folder is read when it is whole, and once', async () => {
  const { node, folder, source } = await folderNode()
  const path = join(folder, 'new.tle')
  writeFileSync(path, vanguard.slice(0, 100))
  await node.pass(lookMs)
  appendFileSync(path, `${vanguard.slice(100)}\n`)
  await node.pass(lookMs)
  appendFileSync(path, `${molniya}\n`)
  await node.pass(lookMs)
  expect(node.objectCount()).toBe(0)
  await node.pass(lookMs)
  expect(node.objectCount()).toBe(2)
  expect(source()).toMatchObject({ state: 'ok', records: 2, problemCount: 0 })
  const lines = node.logTexts().length
  const again = await node.restart()
  for (let look = 0; look < 4; look += 1) await again.pass(lookMs)
  expect(again.logTexts()).toHaveLength(lines)
})

test('a bad file in a watched folder is named, the others are read, and taking it away heals', async () => {
  const { node, folder, source } = await folderNode()
  writeFileSync(join(folder, 'a-page.tle'), '<html><body>Sign in</body></html>')
  writeFileSync(join(folder, 'b-good.tle'), twoObjects)
  for (let look = 0; look < 3; look += 1) await node.pass(lookMs)
  expect(node.objectCount()).toBe(2)
  expect(source()?.state).toBe('failing')
  expect(source()?.lastError?.message).toMatch(/^1 of its files cannot be used.*a-page\.tle gave a web page/)
  rmSync(join(folder, 'a-page.tle'))
  await node.pass(lookMs)
  expect(source()).toMatchObject({ state: 'ok', lastError: null })
})

test('a file of a watched folder that cannot be opened is named, those before it are read once and those after it too', async () => {
  const { node, folder, source } = await folderNode()
  writeFileSync(join(folder, 'a.tle'), `${vanguard}\n`)
  writeFileSync(join(folder, 'b-huge.tle'), '')
  truncateSync(join(folder, 'b-huge.tle'), 5 * 1024 * 1024)
  writeFileSync(join(folder, 'c.tle'), `${molniya}\n`)
  for (let look = 0; look < 4; look += 1) await node.pass(lookMs)
  expect(node.objectCount()).toBe(2)
  expect(source()?.lastError?.message).toMatch(/^1 of its files cannot be used.*b-huge\.tle is larger than/)
  const reads = node.logTexts().filter((text) => text.includes('records'))
  for (let look = 0; look < 4; look += 1) await node.pass(lookMs)
  expect(node.logTexts().filter((text) => text.includes('records'))).toEqual(reads)
  writeFileSync(join(folder, 'b-huge.tle'), twoObjects)
  for (let look = 0; look < 3; look += 1) await node.pass(lookMs)
  expect(source()?.state).toBe('ok')
})

test('links, subfolders and hidden files of a watched folder are left alone', async () => {
  const { node, folder, source } = await folderNode()
  const outside = join(scratchFolder(), 'outside.tle')
  writeFileSync(outside, twoObjects)
  symlinkSync(outside, join(folder, 'link.tle'))
  mkdirSync(join(folder, 'below'))
  writeFileSync(join(folder, '.hidden'), twoObjects)
  for (let look = 0; look < 3; look += 1) await node.pass(lookMs)
  expect(node.objectCount()).toBe(0)
  expect(source()?.state).toBe('ok')
  renameSync(join(folder, '.hidden'), join(folder, 'shown.tle'))
  await node.pass(lookMs)
  await node.pass(lookMs)
  expect(node.objectCount()).toBe(2)
})

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 50) yield new TextEncoder().encode(text.slice(at, at + 50))
}

async function* breaksOff(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
  throw new Error('the connection broke')
}

const signal = new AbortController().signal

test('an upload is read once all of it has come, and reported with its problems', async () => {
  const node = await startNode()
  const file = { name: 'from the lab.tle', reads: 'elements', signal, by: 'Sato' } as const
  const report = await node.sources.upload({ ...file, bytes: pieces(`${twoObjects}1 not a line\n`) })
  expect(report).toMatchObject({ sourceId: 'upload', file: 'from the lab.tle', records: 2, added: 2, problemCount: 1 })
  expect(node.sources.list()[0]).toMatchObject({ name: 'Uploads', kind: 'upload', state: 'ok', records: 2 })
  const { records } = node.context.store.readLog({ kind: 'source', newestFirst: true, limit: 1 })
  expect(records[0]).toMatchObject({
    by: 'Sato',
    text: 'from the lab.tle was uploaded: 2 records, 2 of them new, 1 not usable',
  })
  const again = await node.restart()
  expect(again.sources.list()[0]).toMatchObject({ name: 'Uploads', records: 2 })
})

test('nothing of an upload that breaks off, is too large or is no data is used', async () => {
  const node = await startNode({ limits: { answerMs: 1, idleMs: 1, wholeMs: 1, bodyBytes: 1000 } })
  const file = { name: 'x.tle', reads: 'elements', signal, by: 'Sato' } as const
  await expect(node.sources.upload({ ...file, bytes: breaksOff(twoObjects) })).rejects.toThrow('the connection broke')
  await expect(node.sources.upload({ ...file, bytes: pieces(twoObjects.repeat(4)) })).rejects.toThrow(
    'x.tle is larger than 1000 bytes; nothing of it was used',
  )
  await expect(node.sources.upload({ ...file, bytes: pieces('<html></html>') })).rejects.toThrow('a web page')
  expect(node.objectCount()).toBe(0)
})

test('an upload that the disk has no room for says so, and a good disk heals', async () => {
  const place = scratchFolder()
  // A file where the folder should be: the disk refuses, whoever asks, also where tests run as root.
  writeFileSync(join(place, 'spool'), '')
  const node = await startNode({ spoolFolder: join(place, 'spool') })
  const file = { name: 'x.tle', reads: 'elements', signal, by: 'Sato' } as const
  await expect(node.sources.upload({ ...file, bytes: pieces(twoObjects) })).rejects.toThrow(
    'what comes from x.tle cannot be kept on disk until it is whole',
  )
  rmSync(join(place, 'spool'))
  expect(await node.sources.upload({ ...file, bytes: pieces(twoObjects) })).toMatchObject({ records: 2 })
  expect(readdirSync(join(place, 'spool'))).toEqual([])
})

test('the simulated population keeps its epoch across a restart and is made anew before it is old', async () => {
  const commandLine = [{ kind: 'simulated', reads: 'elements', location: 'seed=7&objects=50' }] as const
  const node = await startNode({ commandLine }, { mode: 'SIMULATED' })
  await node.ask()
  expect(node.objectCount()).toBe(50)
  node.clock.nowMs += 9 * 24 * hourMs
  const again = await node.restart()
  await again.ask()
  expect(again.logTexts().at(-1)).toBe('SIMULATED population: 50 records, 0 of them new, 0 not usable')
  await again.pass(2 * 24 * hourMs)
  expect(again.logTexts().at(-1)).toBe('SIMULATED population: 50 records, 50 of them new, 0 not usable')
})

test('a source is changed, disabled and removed by name, and what it gave is kept', async () => {
  const folder = scratchFolder()
  writeFileSync(join(folder, 'elements.tle'), twoObjects)
  const node = await startNode({ allowedFolders: [folder] })
  const body = { name: 'Lab', kind: 'file', reads: 'elements', location: join(folder, 'elements.tle') } as const
  const { id } = await node.sources.handlers.addSource({ params: undefined, query: undefined, body }, caller)
  await node.sources.settled()
  const asked = { params: { id }, query: undefined }
  const changed = await node.sources.handlers.changeSource(
    { ...asked, body: { name: 'Laboratory', enabled: false } },
    caller,
  )
  expect(changed).toMatchObject({ name: 'Laboratory', state: 'disabled', records: 2 })
  await node.sources.handlers.removeSource({ ...asked, body: undefined }, caller)
  expect(node.sources.list()).toEqual([])
  expect(node.objectCount()).toBe(2)
  const lines = node.context.store.readLog({ kind: 'source', subject: id, newestFirst: false, limit: 10 }).records
  expect(lines.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
    'source/added Sato',
    'source/ok node',
    'source/changed Sato',
    'source/removed Sato',
  ])
  expect((await node.restart()).sources.list()).toEqual([])
})

test('a source of the command line is neither changed nor removed while the node runs', async () => {
  const { node, source } = await fileNode(oneObject)
  const asked = { params: { id: source()?.id ?? '' }, query: undefined }
  await expect(node.sources.handlers.removeSource({ ...asked, body: undefined }, caller)).rejects.toThrow(
    'was given on the command line; change it there',
  )
})
