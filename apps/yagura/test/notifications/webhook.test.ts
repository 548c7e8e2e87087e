import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { administrator, detection, minuteMs, officer, startMs } from '../alerts/alert-node.ts'
import { temporaryStore } from '../store/temporary-store.ts'
import { notificationNode, sendTest } from './notification-node.ts'
import { webhookServer } from './webhook-server.ts'

const secret = 'a key that nobody else has'
const nothing = { params: undefined, query: undefined, body: undefined }

function types(posted: readonly { readonly body: string }[]): string[] {
  return posted.map(({ body }) => {
    const { type, alert }: { type: string; alert?: { key: string } } = JSON.parse(body)
    return alert === undefined ? type : `${type} ${alert.key}`
  })
}

describe('a webhook', () => {
  test('is posted each alert as JSON under a signature that the receiver can check', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    await node.add({ kind: 'webhook', address: hook.url, secret })
    await node.alerts.judge('space', [detection('a')])
    await node.notifications.deliverDue()
    const [post] = hook.posted
    expect(post?.path).toBe('/hook/s3cret?x=1')
    const timestamp = String(post?.headers['x-yagura-timestamp'])
    expect(Number(timestamp)).toBe(startMs / 1000)
    const expected = createHmac('sha256', secret).update(`${timestamp}.${post?.body}`).digest('hex')
    expect(post?.headers['x-yagura-signature']).toBe(`v1=${expected}`)
    expect(JSON.parse(post?.body ?? '')).toMatchObject({
      type: 'alert.raised',
      mode: 'REAL',
      marking: { en: 'UNCLASSIFIED', ja: '秘密区分なし' },
      node: 'Node 1',
      alert: { key: 'a', consequence: 'debris', action: 'tell the owners' },
    })
  })

  test('of a node with generated objects says SIMULATED in every form of the message', async () => {
    const hook = await webhookServer()
    const node = await notificationNode({ mode: 'SIMULATED' })
    await node.add({ kind: 'webhook', address: hook.url })
    await node.alerts.judge('space', [detection('a')])
    await node.notifications.deliverDue()
    const { mode, text } = JSON.parse(hook.posted[0]?.body ?? '')
    expect(mode).toBe('SIMULATED')
    expect(text.split('\n').slice(0, 2)).toEqual([
      '秘密区分なし / UNCLASSIFIED',
      'SIMULATED 模擬: generated data, no real object',
    ])
    expect(text.split('\n').at(-1)).toBe('秘密区分なし / UNCLASSIFIED')
  })

  test('that redirects is not followed', async () => {
    const [hook, other] = [await webhookServer(), await webhookServer()]
    const node = await notificationNode()
    const { id } = await node.add({ kind: 'webhook', address: hook.url })
    hook.answer(307, { location: other.url })
    expect((await sendTest(node, id)).lastError?.message).toContain('answered 307')
    expect(other.posted).toEqual([])
  })

  test.each([
    'http://127.0.0.1:9/',
    'http://[::1]:9/',
    'http://10.1.2.3/',
    'http://[::ffff:192.168.0.1]/',
  ])('at the private address %s is refused unless that is allowed', async (address) => {
    const node = await notificationNode()
    await expect(node.add({ kind: 'webhook', address, allowPrivateAddress: false })).rejects.toThrow('not public')
  })

  test('whose name leads to a private address is not sent to', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    const address = hook.url.replace('127.0.0.1', 'localhost')
    const { id } = await node.add({ kind: 'webhook', address, allowPrivateAddress: false })
    expect((await sendTest(node, id)).lastError?.message).toContain('not public')
    expect(hook.posted).toEqual([])
  })
})

describe('a test message', () => {
  test('says that it is one, and the channel shows that it was sent', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    const { id } = await node.add({ kind: 'webhook', address: hook.url })
    expect(await sendTest(node, id)).toMatchObject({ lastSentUtc: '2026-11-22T03:00:00.000Z', lastError: null })
    const { type, text } = JSON.parse(hook.posted[0]?.body ?? '')
    expect(type).toBe('test')
    expect(text).toContain('TEST MESSAGE, no alert')
  })

  test('by a channel that does not exist is refused', async () => {
    const node = await notificationNode()
    await expect(sendTest(node, 'none')).rejects.toMatchObject({ code: 'notification/unknown' })
  })
})

describe('what is told', () => {
  test('is at least of the channel’s priority', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    await node.add({ kind: 'webhook', address: hook.url, leastPriority: 'serious' })
    await node.alerts.judge('space', [detection('low'), detection('high', { priority: 'serious' })])
    await node.notifications.deliverDue()
    expect(types(hook.posted)).toEqual(['alert.raised high'])
  })

  test('to a channel for escalations is only what nobody acknowledged in time', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    await node.add({ kind: 'webhook', address: hook.url, escalationsOnly: true })
    await node.alerts.judge('space', [detection('a', { priority: 'critical' }), detection('b')])
    await node.notifications.deliverDue()
    expect(hook.posted).toEqual([])
    await node.alerts.tick(startMs + 2 * minuteMs)
    await node.notifications.deliverDue()
    expect(types(hook.posted)).toEqual(['alert.escalated a'])
  })

  test('of a flood is one message when it begins and one when it has ended, and each Critical by itself', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    await node.add({ kind: 'webhook', address: hook.url })
    const found = Array.from({ length: 40 }, (_, i) => detection(`a${i}`, { group: `cause ${i % 2}` }))
    const critical = [detection('x', { priority: 'critical' }), detection('y', { priority: 'critical' })]
    await node.alerts.judge('space', [...found, ...critical.slice(0, 1)])
    await node.notifications.deliverDue()
    await node.alerts.judge('space', [...found, ...critical, detection('late')])
    await node.notifications.deliverDue()
    expect(types(hook.posted)).toEqual(['alert.raised x', 'alert.digest', 'alert.raised y'])
    const digest = JSON.parse(hook.posted[1]?.body ?? '')
    expect(digest.headline).toContain('FLOOD 41 alerts in 10 min')
    expect(digest.groups.map((group: { alerts: number }) => group.alerts)).toEqual([1, 20, 20])
    node.context.setNow(startMs + 11 * minuteMs)
    await node.alerts.tick(startMs + 11 * minuteMs)
    await node.notifications.deliverDue()
    const last = JSON.parse(hook.posted.at(-1)?.body ?? '')
    expect(last.headline).toContain('FLOOD ended after 43 alerts')
  })

  test('of an alert that chatters is its beginning, not each return', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    await node.add({ kind: 'webhook', address: hook.url })
    for (let i = 0; i < 3; i += 1) {
      await node.alerts.judge('space', [detection('a')])
      await node.alerts.judge('space', [])
    }
    await node.notifications.deliverDue()
    expect(types(hook.posted)).toEqual(['alert.raised a'])
  })
})

describe('what is not taken', () => {
  test('waits, is tried again after a while that doubles, and arrives in order of urgency with the same id', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    const { id } = await node.add({ kind: 'webhook', address: hook.url })
    hook.answer(503)
    await node.alerts.judge('space', [detection('a')])
    await node.notifications.deliverDue()
    expect(await node.channel(id)).toMatchObject({ waiting: 1, lastError: { message: expect.stringContaining('503') } })
    node.context.setNow(startMs + 9999)
    await node.notifications.deliverDue()
    expect(hook.posted).toHaveLength(1)
    node.context.setNow(startMs + 10_000)
    await node.notifications.deliverDue()
    node.context.setNow(startMs + 29_999)
    await node.notifications.deliverDue()
    expect(hook.posted).toHaveLength(2)
    await node.alerts.judge('space', [detection('a'), detection('b', { priority: 'critical' })])
    hook.answer(200)
    node.context.setNow(startMs + 30_000)
    await node.notifications.deliverDue()
    expect(types(hook.posted.slice(2))).toEqual(['alert.raised b', 'alert.raised a'])
    const ids = hook.posted.map(({ headers }) => headers['x-yagura-delivery'])
    expect(ids[0]).toBe(ids[3])
    expect(await node.channel(id)).toMatchObject({ waiting: 0, lastError: null })
    expect(node.store.list('outbox')).toEqual([])
    const told = node.context.logged.filter(({ kind }) => kind.startsWith('notification/')).map(({ kind }) => kind)
    expect(told).toEqual(['notification/added', 'notification/failed', 'notification/recovered'])
  })

  test('survives a restart', async () => {
    const hook = await webhookServer()
    const store = await temporaryStore()
    const before = await notificationNode({ store })
    await before.add({ kind: 'webhook', address: hook.url })
    hook.answer(500)
    await before.alerts.judge('space', [detection('a', { priority: 'critical' })])
    await before.notifications.deliverDue()
    await before.alerts.close()
    await before.notifications.close()
    hook.answer(200)
    const after = await notificationNode({ store })
    await after.notifications.deliverDue()
    expect(types(hook.posted)).toEqual(['alert.raised a', 'alert.raised a'])
    expect(store.list('outbox')).toEqual([])
  })
})

describe('what waits', () => {
  test('for a day is given up, and the log says so', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    await node.add({ kind: 'webhook', address: hook.url })
    hook.answer(500)
    await node.alerts.judge('space', [detection('a')])
    await node.notifications.deliverDue()
    node.context.setNow(startMs + 1440 * minuteMs + 1)
    await node.notifications.deliverDue()
    expect(node.store.list('outbox')).toEqual([])
    expect(node.context.logged.at(-1)?.kind).toBe('notification/given-up')
  })

  test('goes with its channel', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    const { id } = await node.add({ kind: 'webhook', address: hook.url })
    hook.answer(500)
    await node.alerts.judge('space', [detection('a')])
    await node.notifications.deliverDue()
    await node.notifications.handlers.removeChannel(
      { params: { id }, query: undefined, body: undefined },
      administrator,
    )
    expect([...node.store.list('outbox'), ...node.store.list('notifications')]).toEqual([])
  })
})

describe('secrets', () => {
  test('are in no answer and in no line of the log, and an officer does not see the path of a webhook', async () => {
    const hook = await webhookServer()
    const node = await notificationNode()
    const added = await node.add({ kind: 'webhook', address: hook.url, secret })
    const tested = await sendTest(node, added.id)
    const forOfficer = await node.notifications.handlers.listChannels(nothing, officer)
    const log = node.store.readLog({ newestFirst: false, limit: 100 }).records
    for (const shown of [added, tested, forOfficer, log]) expect(JSON.stringify(shown)).not.toContain(secret)
    for (const shown of [forOfficer, log]) expect(JSON.stringify(shown)).not.toContain('s3cret')
  })

  test.each([
    ['a webhook', { kind: 'webhook', address: 'https://user:pass@example.org/' }, 'address'],
    ['a mail server', { kind: 'email', address: 'a@example.org', server: 'smtp://u:pass@example.org' }, 'server'],
  ] as const)('are refused in the URL of %s, and the refusal does not repeat them', async (_, channel, member) => {
    const node = await notificationNode()
    const refused = node.add(channel)
    await expect(refused).rejects.toMatchObject({ code: 'notification/unusable', member })
    await expect(refused).rejects.not.toThrow('pass@')
  })
})

test.each([
  ['no URL', { kind: 'webhook', address: 'not a url' }, 'address'],
  ['a file', { kind: 'webhook', address: 'file:///etc/passwd' }, 'address'],
  ['two mailboxes', { kind: 'email', address: 'a@example.org,b@example.org', server: 'smtp://h' }, 'address'],
  ['a mailbox with a header', { kind: 'email', address: 'a@example.org\nBcc: b@c', server: 'smtp://h' }, 'address'],
  ['an e-mail without a server', { kind: 'email', address: 'a@example.org' }, 'server'],
  ['a server that speaks HTTP', { kind: 'email', address: 'a@example.org', server: 'http://h' }, 'server'],
  ['a broken user name', { kind: 'email', address: 'a@example.org', server: 'smtp://%@h' }, 'server'],
  ['a webhook with a mail server', { kind: 'webhook', address: 'https://h/', server: 'smtp://h' }, 'server'],
  ['syslog by TLS', { kind: 'syslog', address: 'tls://h:6514' }, 'address'],
  ['syslog with a path', { kind: 'syslog', address: 'udp://h:514/x' }, 'address'],
] as const)('a channel with %s is refused', async (_, channel, member) => {
  const node = await notificationNode()
  await expect(node.add(channel)).rejects.toMatchObject({ code: 'notification/unusable', member })
})
