import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished, test } from 'vitest'
import { composeNode } from '../../src/compose.ts'
import { stixThreadBundle } from '../cyber/store/stix-thread-bundle.ts'
import { askedOperations, neverFails, refusesUnknownMembers, type Send } from './fuzz-operations.ts'
import { consoleFolder, quickCost } from './test-server.ts'

const stixThread = stixThreadBundle()

/** Requests an operation; YAGURA_FUZZ_RUNS sets another number. */
const runs = Number(process.env['YAGURA_FUZZ_RUNS'] ?? 60)

type Answer = { readonly status: number; readonly text: string }

/** A whole node on a store of its own, asked as a command of its owner asks. */
async function wholeNode(): Promise<Send> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'yagura-fuzz-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }))
  const node = await composeNode({
    dataFolder,
    mode: 'REAL',
    sources: [],
    allowedFolders: [],
    listen: { host: '127.0.0.1', port: 0 },
    threadCount: 1,
    consoleFolder: consoleFolder(),
    version: '0.0.0',
    // What a password costs is not what is asked here.
    officers: { passwordCost: quickCost },
    logger: pino({ level: 'silent' }),
    stixThread: stixThread(),
  })
  onTestFinished(() => node.close())
  const { token } = JSON.parse(readFileSync(join(dataFolder, 'node.json'), 'utf8'))
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  onTestFinished(() => agent.destroy())
  let count = 0
  return ({ method, bodyType }, { url, body }) => {
    count += 1
    const payload = bodyType === undefined ? JSON.stringify(body) : 'bytes'
    const headers = {
      authorization: `Bearer ${token}`,
      ...(payload === undefined ? {} : { 'content-type': bodyType ?? 'application/json' }),
      ...(payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }),
    }
    // Addresses of this machine in turn, so that the limit of one is not met.
    const localAddress = `127.0.0.${1 + (Math.floor(count / 1000) % 250)}`
    return new Promise<Answer>((resolve, reject) => {
      const asked = httpRequest(new URL(url, node.url), { method, headers, agent, localAddress }, (answer) => {
        let text = ''
        answer.on('data', (piece: Buffer) => {
          if (text.length < 500) text += piece.toString()
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
        answer.on('error', reject)
      })
      asked.on('error', reject)
      asked.end(payload)
    })
  }
}

for (const [id, operation] of askedOperations()) {
  test(`${id} fails at no request, and takes no member that nothing names`, async () => {
    const send = await wholeNode()
    await neverFails(operation, send, runs)
    await refusesUnknownMembers(operation, send, Math.ceil(runs / 10))
  })
}
