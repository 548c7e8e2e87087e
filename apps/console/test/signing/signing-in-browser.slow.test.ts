import { createPublicKey, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { coreKinds, readRecord, verifySignatures } from '@yagura/record'
import { ed25519Vectors, type RunningBrowser, sharedData, startChromium } from '@yagura/testkit'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenKey } from './signing-page.ts'

const vectorsFolder = sharedData('core/ed25519')
const spelled = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

let running: RunningBrowser
let page: Page
let made: SeenKey
let close = (): void => undefined

async function servePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('signing-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'chrome120',
    logLevel: 'error',
  })
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' })
    response.end(isScript ? outputFiles[0]?.contents : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => void server.close()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

beforeAll(async () => {
  const url = await servePage()
  running = await startChromium()
  page = await running.browser.newPage()
  await page.goto(url)
  await page.waitForFunction('globalThis.yaguraSigning !== undefined')
  made = await page.evaluate(() => globalThis.yaguraSigning.createKey('jp.ncc.example', 'duty-3'))
})

afterAll(async () => {
  await running.close()
  close()
})

test.skipIf(vectorsFolder === undefined)('the page judges every published test of Ed25519 as published', async () => {
  const vectors = ed25519Vectors(vectorsFolder ?? '')
  const judged = await page.evaluate(
    (asked) => globalThis.yaguraSigning.judge(asked),
    vectors.map(({ signature, message, publicKey }) => ({
      signature: spelled(signature),
      message: spelled(message),
      publicKey: spelled(publicKey),
    })),
  )
  const wrong = vectors.filter(({ isValid }, index) => judged[index] !== isValid)
  expect(judged).toHaveLength(69)
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('what an officer signs in the page is right for the node', async () => {
  const body = {
    at: '2026-11-21T22:30:00.000Z',
    by: 'jp.ncc.example/duty-3',
    data: { act: 'hide', record: 'ab'.repeat(32), why: '誤認' },
    id: '01KAZ0Y5Q8R3V6X9B2D4F6H8JK',
    kind: 'recall.ask',
    mark: { lvl: 0, mode: 'REAL', pol: 'JP' },
    refs: [],
    v: 1,
  }
  const line = await page.evaluate((asked) => globalThis.yaguraSigning.sign(asked), body)
  const read = readRecord(Buffer.from(line), coreKinds)
  if (!read.ok) throw new Error(read.fault.reason)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: made.publicKey }, format: 'jwk' })
  const verified = verifySignatures(
    read,
    () => Buffer.from(made.publicKey, 'base64url'),
    (signature, message) => verify(null, message, key, signature),
  )
  expect(verified).toEqual({ ok: true, keyIds: [made.keyId] })
})

test('the private part of the key cannot be taken out', async () => {
  const got = await page.evaluate(() => globalThis.yaguraSigning.takeOut())
  expect(got).toHaveLength(3)
  expect(got.filter((name) => name === 'taken out')).toEqual([])
})

test('the key is there after the page was loaded anew', async () => {
  await page.reload()
  await page.waitForFunction('globalThis.yaguraSigning !== undefined')
  expect(await page.evaluate(() => globalThis.yaguraSigning.listKeys())).toEqual([made])
})
