import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { Marking } from '@yagura/record'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { detection } from '../alerts/alert-node.ts'
import { notificationNode, sendTest } from './notification-node.ts'

type Mail = { readonly to: readonly string[]; readonly source: string }

async function mailServer(options: { readonly tls: boolean }): Promise<{
  readonly server: string
  readonly mails: Mail[]
  readonly passwords: string[]
}> {
  const mails: Mail[] = []
  const passwords: string[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: !options.tls,
    onAuth: ({ username = '', password }, _, callback) => {
      passwords.push(password ?? '')
      callback(null, { user: username })
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString()
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), source })
        callback()
      })
    },
  })
  // A client that goes away during a handshake is what one of the tests wants.
  smtp.on('error', () => undefined)
  const listener = smtp.listen(0, '127.0.0.1', () => undefined)
  await once(listener, 'listening')
  onTestFinished(() => new Promise((resolve) => smtp.close(() => resolve())))
  return { server: `127.0.0.1:${(listener.address() as AddressInfo).port}`, mails, passwords }
}

/** The text of a message in quoted-printable. Source: RFC 2045 §6.7. */
function decoded(source: string): string {
  expect(source).toMatch(/^content-transfer-encoding: quoted-printable/im)
  const body = source.slice(source.indexOf('\r\n\r\n') + 4).replace(/=\r\n/g, '')
  const octets = body.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(octets, 'latin1').toString()
}

test('an alert is mailed with mode, marking, consequence, action and time, and its names make no headers', async () => {
  const { server, mails } = await mailServer({ tls: false })
  const node = await notificationNode({ mode: 'SIMULATED' })
  await node.add({ kind: 'email', address: 'duty@example.org', server: `smtp://${server}` })
  const title = 'QZS-6\r\nBcc: all@example.org\r\n\r\nand debris'
  await node.alerts.judge('space', [detection('a', { priority: 'critical', title })])
  await node.notifications.deliverDue()
  const [mail] = mails
  expect(mail?.to).toEqual(['duty@example.org'])
  const head = mail?.source.slice(0, mail.source.indexOf('\r\n\r\n')).replace(/\r\n\s+/g, ' ')
  expect(head).toContain('Subject: [SIMULATED] [UNCLASSIFIED] CRITICAL: QZS-6 Bcc: all@example.org')
  expect(head).not.toMatch(/^Bcc:/m)
  expect(head).toMatch(/^Auto-Submitted: auto-generated/m)
  expect(head).toMatch(/^Importance: high/im)
  const text = decoded(mail?.source ?? '')
  for (const part of [
    '秘密区分なし / UNCLASSIFIED',
    'SIMULATED 模擬',
    'If nobody acts: debris',
    'Do: tell the owners',
  ]) {
    expect(text).toContain(part)
  }
  expect(text).toContain('Act by: 2026-11-22T04:00:00.000Z')
})

test('an alert that is marked higher than the channel may carry is mailed without its words', async () => {
  const { server, mails } = await mailServer({ tls: false })
  const node = await notificationNode()
  await node.add({ kind: 'email', address: 'duty@example.org', server: `smtp://${server}` })
  const mark: Marking = { pol: 'TLP', lvl: 0, ctl: ['ORCON'], mode: 'REAL' }
  await node.alerts.judge('cyber', [detection('a', { title: 'evil.example: 192.0.2.1', reason: 'evil.example', mark })])
  await node.notifications.deliverDue()
  const [mail] = mails
  expect(mail?.source).not.toMatch(/evil|192\.0\.2/)
  const text = decoded(mail?.source ?? '')
  expect(text).toContain('CAUTION: its words are marked higher than this channel may carry')
  expect(text).toMatch(/^In the console: \/a\/\S+$/m)
  expect(text).toContain('Act by: 2026-11-22T04:00:00.000Z')
})

test('a password is not said to a server that does not offer TLS', async () => {
  const { server, mails, passwords } = await mailServer({ tls: false })
  const node = await notificationNode()
  const { id } = await node.add({
    kind: 'email',
    address: 'duty@example.org',
    server: `smtp://watch@${server}`,
    secret: 'mail password',
  })
  const tested = await sendTest(node, id)
  expect(tested.lastError).not.toBeNull()
  expect(JSON.stringify(tested)).not.toContain('mail password')
  expect([...mails, ...passwords]).toEqual([])
})

test('a server whose certificate nobody vouches for is told no password either', async () => {
  const { server, mails, passwords } = await mailServer({ tls: true })
  const node = await notificationNode()
  const { id } = await node.add({
    kind: 'email',
    address: 'duty@example.org',
    server: `smtp://watch@${server}`,
    secret: 'mail password',
  })
  expect((await sendTest(node, id)).lastError?.message).toMatch(/certificate/i)
  expect([...mails, ...passwords]).toEqual([])
})

test('a server that says nothing does not hold up a node that stops, and the message waits', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const connected = once(silent, 'connection')
  const node = await notificationNode()
  const { port } = silent.address() as AddressInfo
  await node.add({ kind: 'email', address: 'duty@example.org', server: `smtp://127.0.0.1:${port}` })
  await node.alerts.judge('space', [detection('a')])
  const [socket]: Socket[] = await connected
  onTestFinished(() => {
    socket?.destroy()
    silent.close()
  })
  const begunMs = performance.now()
  await node.notifications.close()
  // A silent server is waited for 10 s otherwise.
  expect(performance.now() - begunMs).toBeLessThan(5000)
  expect(node.store.list('outbox')).toHaveLength(1)
})

test('a server that is not there leaves the message waiting', async () => {
  const node = await notificationNode()
  const { id } = await node.add({ kind: 'email', address: 'duty@example.org', server: 'smtp://127.0.0.1:1' })
  await node.alerts.judge('space', [detection('a')])
  await node.notifications.deliverDue()
  expect(await node.channel(id)).toMatchObject({
    waiting: 1,
    lastError: { message: expect.stringMatching(/ECONNREFUSED/) },
  })
})
