import { runYagura, startNode } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from '../../scratch.ts'

const write = scratch()
const password = 'correct horse battery staple'
const times = { created: '2024-01-01T00:00:00.000Z', modified: '2024-01-01T00:00:00.000Z' }
const malwareOf = (no: number) => ({
  ...{ type: 'malware', spec_version: '2.1', id: `malware--00000000-0000-4000-8000-00000000000${no}`, ...times },
  is_family: false,
})
const bundleOf = (no: number): string =>
  JSON.stringify({ type: 'bundle', id: `bundle--00000000-0000-4000-8000-00000000000${no}`, objects: [malwareOf(no)] })

type Listed = { readonly state: string; readonly gained: number; readonly lastError?: string }

test('a node pulls from another by command, and goes on after it was killed', async () => {
  const sharing = await startNode(['--real'])
  const pulling = await startNode(['--real'])
  const say = (node: { readonly dataFolder: string }, args: readonly string[], input = '') =>
    runYagura([...args, '--data', node.dataFolder], { input, env: { YAGURA_TAXII_PASSWORD: password } })
  const listed = async (): Promise<Listed> => JSON.parse((await say(pulling, ['taxii', 'feed', 'list'])).stdout)
  const share = (no: number) =>
    say(sharing, ['cyber', 'import', write(`${no}.json`, bundleOf(no)), '--release-to', 'USA'])
  const until = async (isSo: (feed: Listed) => boolean): Promise<Listed> => {
    const feed = await listed()
    return isSo(feed) ? feed : until(isSo)
  }
  const account = ['taxii', 'account', 'add', 'usa', '--nation', 'USA']
  expect(await say(sharing, account, `${password}\n`)).toMatchObject({ exitCode: 0 })
  expect(await share(1)).toMatchObject({ exitCode: 0 })
  const add = ['taxii', 'feed', 'add', 'Partner', `${sharing.url}/taxii2/api/collections/shared/`]
  expect(await say(pulling, [...add, '--user', 'usa', '--allow-private', '--originator', 'USA'])).toMatchObject({
    exitCode: 0,
  })
  expect(await until(({ state }) => state !== 'waiting' && state !== 'pulling')).toMatchObject({
    state: 'ok',
    gained: 1,
  })

  await pulling.kill()
  expect(await share(2)).toMatchObject({ exitCode: 0 })
  const again = await startNode(['--real'], pulling.dataFolder)
  expect(await say(pulling, ['taxii', 'feed', 'pull', 'Partner'])).toMatchObject({ exitCode: 0 })
  expect(await until(({ gained }) => gained === 2)).toMatchObject({ gained: 2 })
  expect(await again.read(`/api/v1/cyber/objects/${malwareOf(2).id}`)).toMatchObject({
    row: { originator: 'USA' },
  })

  expect((await say(pulling, ['taxii', 'feed', 'remove', 'Nobody'])).stderr).toContain('no feed has this name or id')
  expect(await say(pulling, ['taxii', 'feed', 'remove', 'Partner'])).toMatchObject({ exitCode: 0 })
  expect((await say(pulling, ['taxii', 'feed', 'list'])).stdout).toBe('')
  await Promise.all([again.stop(), sharing.stop()])
}, 120_000)
