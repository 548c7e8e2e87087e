import { generateKeyPairSync } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { expect, test } from 'vitest'
import { createDetectionEngine } from '../../../src/node/cyber/detection/detection-engine.ts'
import { createIntake } from '../../../src/node/cyber/detection/intake.ts'
import { createLiveInput } from '../../../src/node/cyber/detection/live-input.ts'
import type { StoredInput } from '../../../src/node/cyber/detection/stored-input.ts'
import { selfSignedCertificate } from '../../../src/node/partners/identity/certificate.ts'
import { testNode } from '../../catalogue/node-context.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { indicator, startMs } from './detection-node.ts'

const evil = (number: number) => `<34>Nov 22 02:59:59 host app[${number}]: asked for evil.example\n`

/** A listener that looks for one name, and a promise of the lines in which it was found. */
async function listening(kind: StoredInput['kind'], hits: number, folder = temporaryFolder()) {
  const { context } = await testNode(startMs)
  const engine = createDetectionEngine()
  const objects = [indicator(1, "[domain-name:value = 'evil.example']")]
  await engine.load({ objects: [objects], ruleFiles: [], warningLists: [], nowMs: startMs })
  const found: number[] = []
  let finish: () => void
  const all = new Promise<void>((resolve) => {
    finish = resolve
  })
  const stored = { id: 'i', name: 'gate', kind, format: 'syslog', location: '127.0.0.1:0', allowRemote: false } as const
  const input = createLiveInput(context, stored, {
    ...{ engine, folder, ready: async () => undefined },
    intake: createIntake({
      remembered: { changeFor: () => ({ put: [], remove: [] }) },
      signal: new AbortController().signal,
      keep: async (taken) => {
        for (const hit of taken) found.push(hit.matched.at(-1)?.line ?? 0)
        if (found.length >= hits) finish()
      },
    }),
  })
  await input.look()
  return { input, port: input.port() ?? 0, found: all.then(() => found) }
}

test('datagrams are read, each one event', async () => {
  const { input, port, found } = await listening('syslog-udp', 2)
  const socket = createSocket('udp4')
  for (const message of [evil(1), '<34>Nov 22 02:59:59 host app: fine', evil(2).trimEnd()]) {
    await new Promise((resolve) => socket.send(message, port, '127.0.0.1', resolve))
  }
  expect(await found).toEqual([1, 3])
  socket.close()
  await input.close()
})

test('connections are read side by side, and a message that was not ended counts when its connection ends', async () => {
  const { input, port, found } = await listening('syslog-tcp', 4)
  const [first, second] = [connectTcp(port, '127.0.0.1'), connectTcp(port, '127.0.0.1')]
  await Promise.all([once(first, 'connect'), once(second, 'connect')])
  first.write(evil(1) + evil(2).slice(0, 20))
  second.write(`${evil(3).trimEnd().length} ${evil(3).trimEnd()}`)
  first.write(evil(2).slice(20))
  first.end(evil(4).trimEnd())
  expect((await found).toSorted()).toEqual([1, 2, 3, 4])
  second.destroy()
  await input.close()
  expect(input.view()).toMatchObject({ events: 4, hits: 4, badLines: 0, state: 'following' })
})

test('connections over TLS are read', async () => {
  const folder = temporaryFolder()
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(join(folder, 'tls-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const serial = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
  const certificate = selfSignedCertificate('gate.example', privateKey, publicKey, serial, Date.now())
  writeFileSync(join(folder, 'tls-cert.pem'), certificate)
  const { input, port, found } = await listening('syslog-tls', 1, folder)
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  socket.end(evil(1))
  expect(await found).toEqual([1])
  await input.close()
})

test('a listener that cannot listen says why', async () => {
  const { input } = await listening('syslog-tls', 1)
  expect(input.view()).toMatchObject({ state: 'failing', error: expect.stringMatching(/tls-key\.pem/) })
  await input.close()
})
