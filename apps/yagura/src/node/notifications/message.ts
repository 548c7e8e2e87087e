import { type Alert, type AlertGroup, compareUrgency, type Priority } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Priority as PriorityWord } from '../../api/contract/common.ts'
import type { Settings } from '../../api/contract/node.ts'
import { alertView } from '../alerts/alert-view.ts'
import type { NodeMode } from '../context.ts'
import { wordsOf } from '../marking-words.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { OwnPeople } from './may-carry.ts'

/** A message in every form that a channel may want. */
export const Message = Type.Object({
  priority: PriorityWord,
  /** One line. */
  subject: Type.String(),
  text: Type.String(),
  /** JSON. */
  payload: Type.Unknown(),
})
export type Message = Readonly<Static<typeof Message>>

/** Who speaks, and under which mode and marking. */
export type Sender = {
  readonly mode: NodeMode
  readonly settings: Pick<Settings, 'nodeName' | 'marking'>
  readonly own: OwnPeople
}
type Told = 'raised' | 'worsened' | 'escalated'
type Marks = readonly (Alert['mark'] | undefined)[]

const modeWords: Readonly<Record<NodeMode, string>> = {
  REAL: 'REAL 実',
  SIMULATED: 'SIMULATED 模擬: generated data, no real object',
}
const mostGroups = 50
const withheld = 'its words are marked higher than this channel may carry'
const withheldJa = '表示がこの通知先の上限より高いため、内容は載せない'

/** What a person is told of one alert. */
export function alertMessage(sender: Sender, what: Told, alert: Alert): Message {
  const subject = `${headOf(what, alert)}: ${alert.title}`
  const lines = [
    subject,
    ...unacknowledged(what),
    '',
    `Why: ${alert.reason}`,
    `If nobody acts: ${alert.consequence}`,
    `Do: ${alert.action}`,
    ...whenAndWhere(alert),
  ]
  const payload = { type: `alert.${what}`, alert: alertView(alert, sender.own.policies) }
  return compose(sender, alert.priority, { subject, lines, payload, marks: [alert.mark] })
}

/** What a person is told of an alert whose words may not go by the channel: that it is there, how urgent, and where to read it. */
export function withheldMessage(sender: Sender, what: Told, alert: Alert): Message {
  const { id, watchId, priority, actByMs } = alert
  const subject = `${headOf(what, alert)}: ${withheld}`
  const lines = [subject, withheldJa, ...unacknowledged(what), '', `Watch: ${watchId}`, ...whenAndWhere(alert)]
  const actByUtc = actByMs === undefined ? null : isoOfUnixMs(actByMs)
  const payload = { type: `alert.${what}`, alert: { id, watchId, priority, actByUtc, withheld } }
  return compose(sender, priority, { subject, lines, payload, marks: [] })
}

function headOf(what: Told, { priority }: Alert): string {
  return what === 'raised' ? priority.toUpperCase() : `${priority.toUpperCase()} ${what}`
}

function unacknowledged(what: Told): readonly string[] {
  return what === 'escalated' ? ['Nobody acknowledged it in time.'] : []
}

function whenAndWhere({ id, actByMs, firstMs, count }: Alert): readonly string[] {
  return [
    `Act by: ${actByMs === undefined ? 'no time stated' : isoOfUnixMs(actByMs)}`,
    `First found: ${isoOfUnixMs(firstMs)}; count ${count}`,
    `In the console: /a/${id}`,
  ]
}

/**
 * What a person is told of many alerts at once.
 * @param isCarried - Whether the words of an alert may go by the channel: a group names itself only where those of all its alerts may.
 */
export function digestMessage(
  sender: Sender,
  headline: string,
  groups: readonly AlertGroup[],
  isCarried: (alert: Alert) => boolean,
): Message {
  const told = groups.map((group) => ({ ...group, isNamed: group.alerts.every(isCarried) }))
  const lines = told.slice(0, mostGroups).map(({ group, priority, alerts, isNamed }) => {
    const words = isNamed ? `${group}; first: ${alerts[0].title}` : `watch ${alerts[0].watchId}: ${withheld}`
    return `${priority.toUpperCase()} ×${alerts.length} ${words}`
  })
  const more = groups.length > mostGroups ? [`and ${groups.length - mostGroups} more groups`] : []
  const payload = {
    type: 'alert.digest',
    headline,
    groups: told.map(({ group, priority, alerts, isNamed }) => {
      const [first] = alerts
      const words = isNamed ? { group, first: alertView(first, sender.own.policies) } : { withheld }
      return { priority, watchId: first.watchId, alerts: alerts.length, ...words }
    }),
  }
  const marks = told.flatMap(({ alerts, isNamed }) => (isNamed ? alerts.map(({ mark }) => mark) : []))
  const said = { subject: headline, lines: [headline, '', ...lines, ...more], payload, marks }
  return compose(sender, mostUrgent(groups), said)
}

/** A message that only shows that a channel works. */
export function testMessage(sender: Sender, channelName: string): Message {
  const subject = 'TEST MESSAGE, no alert'
  const lines = [`${subject}.`, `It shows that the channel ${oneLine(channelName)} works; nobody has to act.`]
  return compose(sender, 'advisory', { subject, lines, payload: { type: 'test' }, marks: [] })
}

/** The most urgent priority among groups; advisory where there is none. */
export function mostUrgent(groups: readonly AlertGroup[]): Priority {
  return groups.reduce<Priority>(
    (worst, { priority }) => (compareUrgency(priority, worst) > 0 ? priority : worst),
    'advisory',
  )
}

function compose(
  { mode, settings, own }: Sender,
  priority: Priority,
  said: {
    readonly subject: string
    readonly lines: readonly string[]
    readonly payload: Readonly<Record<string, unknown>>
    /** Of what is said, besides the node's own. */
    readonly marks: Marks
  },
): Message {
  const { nodeName } = settings
  const marking = markingWords(settings.marking, said.marks, own)
  const banner = marking.ja === marking.en ? marking.en : `${marking.ja} / ${marking.en}`
  const text = [banner, modeWords[mode], '', ...said.lines.map(oneLine), '', `Node: ${oneLine(nodeName)}`, banner]
  return {
    priority,
    subject: oneLine(`[${mode}] [${marking.en}] ${said.subject}`),
    text: text.join('\n'),
    payload: { ...said.payload, mode, marking, node: nodeName, priority },
  }
}

/** The node's own marking, and beside it each of what is said. */
function markingWords({ en, ja }: Settings['marking'], marks: Marks, { policies }: OwnPeople) {
  const banners = marks.flatMap((mark) => (mark === undefined ? [] : wordsOf(mark, policies).banner))
  const together = (words: readonly string[]): string => [...new Set(words)].join(' + ')
  return {
    en: together([en, ...banners.map((banner) => banner.en)]),
    ja: together([ja, ...banners.map((banner) => banner.ja)]),
  }
}

/** Names come from outside: none of them may begin a line of its own. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
