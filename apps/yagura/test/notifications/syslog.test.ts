import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { framedSyslogLine, syslogLine } from '../../src/node/notifications/syslog-line.ts'
import { detection, startMs } from '../alerts/alert-node.ts'
import { notificationNode, sendTest, udpCollector } from './notification-node.ts'

// RFC 5424 §6: <PRI>1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG; PRI = facility × 8 + severity (§6.2.1).
const form =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) - \uFEFF(.*)$/

test('an alert goes to a collector over UDP in the form of RFC 5424, local0, with the severity of its priority', async () => {
  const collector = await udpCollector()
  const node = await notificationNode()
  const { id } = await node.add({ kind: 'syslog', address: collector.address })
  await node.alerts.judge('space', [detection('a', { priority: 'critical', title: '櫓 and debris' })])
  const [, pri, time, host, app, , type, message] = form.exec(await collector.first) ?? []
  expect([pri, time, host, app, type]).toEqual([
    String(16 * 8 + 2),
    new Date(startMs).toISOString(),
    'Node_1',
    'yagura',
    'alert.raised',
  ])
  expect(message).toBe('[REAL] [UNCLASSIFIED] CRITICAL: 櫓 and debris')
  await node.notifications.deliverDue()
  expect((await node.channel(id)).lastError).toBeNull()
})

test('messages over TCP are framed by their length in octets (RFC 6587 §3.4.1)', async () => {
  const received: string[] = []
  const collector = createServer((socket) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('end', () => received.push(Buffer.concat(chunks).toString()))
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  onTestFinished(() => {
    collector.close()
  })
  const node = await notificationNode()
  const { port } = collector.address() as AddressInfo
  await node.add({ kind: 'syslog', address: `tcp://127.0.0.1:${port}` })
  await node.alerts.judge('space', [detection('a', { title: '櫓' })])
  await node.notifications.deliverDue()
  const [frame = ''] = received
  const length = Number(frame.slice(0, frame.indexOf(' ')))
  const message = frame.slice(frame.indexOf(' ') + 1)
  expect(Buffer.byteLength(message)).toBe(length)
  expect(form.exec(message)?.[1]).toBe(String(16 * 8 + 4))
})

test('a collector that is not there is an error of the channel', async () => {
  const node = await notificationNode()
  const { id } = await node.add({ kind: 'syslog', address: 'tcp://127.0.0.1:1' })
  expect((await sendTest(node, id)).lastError?.message).toContain('ECONNREFUSED')
})

test('a long message is cut at a whole character within 2,048 octets', () => {
  const facts = { priority: 'advisory', nodeName: '櫓', messageType: 'test', atMs: startMs } as const
  const message = syslogLine('櫓'.repeat(2000), facts)
  expect(message.length).toBeLessThanOrEqual(2048)
  expect(message.length).toBeGreaterThan(2044)
  expect(message.toString()).not.toContain('\uFFFD')
  expect(framedSyslogLine(message).toString()).toMatch(new RegExp(`^${message.length} <133>1 `))
})
