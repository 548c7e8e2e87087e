import type { Marking } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { detection } from '../alerts/alert-node.ts'
import { notificationNode, udpCollector } from './notification-node.ts'
import { webhookServer } from './webhook-server.ts'

const amber: Marking = { pol: 'TLP', lvl: 2, tlp: 'AMBER', mode: 'REAL' }
/** Every word of an alert by which somebody could tell what it is about. */
const words = {
  ...{
    key: 'key-secret',
    ruleId: 'rule-secret',
    title: 'title-secret',
    reason: 'reason-secret',
    subjects: ['subject-secret'],
  },
  ...{ link: '/link-secret', group: 'group-secret', evidence: { value: 'evidence-secret' } },
  rationale: { consequence: 'consequence-secret', action: 'action-secret', timeAllowedS: 60 },
}
const secret = detection(words.key, { ...words, priority: 'critical', mark: amber })

async function posted(detections: readonly ReturnType<typeof detection>[], ceiling?: Marking) {
  const hook = await webhookServer()
  const node = await notificationNode()
  await node.add({ kind: 'webhook', address: hook.url, ...(ceiling && { ceiling }) })
  await node.alerts.judge('space', detections)
  await node.notifications.deliverDue()
  return hook.posted.map(({ body }) => body)
}

describe('an alert that is marked higher than the channel may carry', () => {
  test('goes by webhook as its priority, watch, time and address, and no word of it goes', async () => {
    const [body = '', ...others] = await posted([secret])
    expect(others).toEqual([])
    expect(body).not.toContain('secret')
    const { alert, marking, text } = JSON.parse(body)
    expect(alert).toEqual({
      ...{ id: expect.any(String), watchId: 'space', priority: 'critical', actByUtc: '2026-11-22T04:00:00.000Z' },
      withheld: 'its words are marked higher than this channel may carry',
    })
    expect(marking).toEqual({ en: 'UNCLASSIFIED', ja: '秘密区分なし' })
    for (const part of [
      'CRITICAL: its words',
      '内容は載せない',
      'Act by: 2026-11-22T04:00',
      `In the console: /a/${alert.id}`,
    ]) {
      expect(text).toContain(part)
    }
  })

  test('goes by syslog without its words', async () => {
    const collector = await udpCollector()
    const node = await notificationNode()
    await node.add({ kind: 'syslog', address: collector.address })
    await node.alerts.judge('space', [secret])
    const line = await collector.first
    expect(line).toMatch(/\[REAL\] \[UNCLASSIFIED\] CRITICAL: its words are marked higher than this channel may carry$/)
    expect(line).not.toContain('secret')
  })

  test('hides the words of its group where many come at once, and no others', async () => {
    const many = Array.from({ length: 11 }, (_, index) => {
      const marked = { ...words, key: `key-secret ${index}`, priority: 'serious', mark: amber } as const
      return index === 3 ? detection(marked.key, marked) : detection(`plain ${index}`, { group: `group ${index % 2}` })
    })
    const [body = '', ...others] = await posted(many)
    const [flood = ''] = [body, ...others].filter((one) => JSON.parse(one).type === 'alert.digest')
    expect(flood).not.toContain('secret')
    const { groups, text } = JSON.parse(flood)
    expect(groups[0]).toEqual({
      ...{ priority: 'serious', watchId: 'space', alerts: 1 },
      withheld: 'its words are marked higher than this channel may carry',
    })
    expect(text).toContain('group 0; first: title plain 0')
    expect(text).toContain('SERIOUS ×1 watch space: its words are marked higher')
  })
})

describe('an alert that the channel may carry', () => {
  test('says its marking beside that of the node, at top, bottom and in what programs read', async () => {
    const [body = ''] = await posted([secret], amber)
    const { alert, marking, text } = JSON.parse(body)
    expect(alert).toMatchObject({ title: 'title-secret', marking: { mark: amber, portion: { en: '[TLP:AMBER]' } } })
    expect(marking).toEqual({ en: 'UNCLASSIFIED + TLP:AMBER', ja: '秘密区分なし + TLP:AMBER' })
    const lines = text.split('\n')
    expect([lines[0], lines.at(-1)]).toEqual(Array(2).fill('秘密区分なし + TLP:AMBER / UNCLASSIFIED + TLP:AMBER'))
  })
})

describe('a ceiling', () => {
  test.each([
    ['under which nothing ever goes', { pol: 'TLP', lvl: 4, tlp: 'RED', mode: 'REAL' }],
    ['of another mode', { ...amber, mode: 'EXERCISE' }],
    ['of a policy that nobody here knows', { ...amber, pol: 'NOBODY' }],
  ] as const)('%s is refused', async (_, ceiling) => {
    const node = await notificationNode()
    const added = node.add({ kind: 'webhook', address: 'http://127.0.0.1:9/', ceiling })
    await expect(added).rejects.toMatchObject({ code: 'notification/unusable', member: 'ceiling' })
  })
})
