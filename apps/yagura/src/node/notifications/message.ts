import { type Alert, type AlertGroup, compareUrgency, type Priority } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Priority as PriorityWord } from '../../api/contract/common.ts'
import type { Settings } from '../../api/contract/node.ts'
import { alertView } from '../alerts/alert-view.ts'
import type { NodeMode } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'

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
export type Sender = { readonly mode: NodeMode; readonly settings: Pick<Settings, 'nodeName' | 'marking'> }

const modeWords: Readonly<Record<NodeMode, string>> = {
  REAL: 'REAL 実',
  SIMULATED: 'SIMULATED 模擬: generated data, no real object',
}
const mostGroups = 50

/** What a person is told of one alert. */
export function alertMessage(sender: Sender, what: 'raised' | 'worsened' | 'escalated', alert: Alert): Message {
  const word = what === 'raised' ? '' : ` ${what}`
  const lines = [
    `${alert.priority.toUpperCase()}${word}: ${alert.title}`,
    ...(what === 'escalated' ? ['Nobody acknowledged it in time.'] : []),
    '',
    `Why: ${alert.reason}`,
    `If nobody acts: ${alert.consequence}`,
    `Do: ${alert.action}`,
    `Act by: ${alert.actByMs === undefined ? 'no time stated' : isoOfUnixMs(alert.actByMs)}`,
    `First found: ${isoOfUnixMs(alert.firstMs)}; count ${alert.count}`,
    `In the console: /a/${alert.id}`,
  ]
  const subject = `${alert.priority.toUpperCase()}${word}: ${alert.title}`
  return compose(sender, alert.priority, subject, lines, { type: `alert.${what}`, alert: alertView(alert) })
}

/** What a person is told of many alerts at once. */
export function digestMessage(sender: Sender, headline: string, groups: readonly AlertGroup[]): Message {
  const lines = groups.slice(0, mostGroups).map(({ group, priority, alerts }) => {
    return `${priority.toUpperCase()} ×${alerts.length} ${group}; first: ${alerts[0].title}`
  })
  const more = groups.length > mostGroups ? [`and ${groups.length - mostGroups} more groups`] : []
  const payload = {
    type: 'alert.digest',
    headline,
    groups: groups.map(({ group, priority, alerts }) => {
      return { group, priority, alerts: alerts.length, first: alertView(alerts[0]) }
    }),
  }
  return compose(sender, mostUrgent(groups), headline, [headline, '', ...lines, ...more], payload)
}

/** A message that only shows that a channel works. */
export function testMessage(sender: Sender, channelName: string): Message {
  const subject = 'TEST MESSAGE, no alert'
  const lines = [`${subject}.`, `It shows that the channel ${oneLine(channelName)} works; nobody has to act.`]
  return compose(sender, 'advisory', subject, lines, { type: 'test' })
}

/** The most urgent priority among groups; advisory where there is none. */
export function mostUrgent(groups: readonly AlertGroup[]): Priority {
  return groups.reduce<Priority>(
    (worst, { priority }) => (compareUrgency(priority, worst) > 0 ? priority : worst),
    'advisory',
  )
}

function compose(
  { mode, settings }: Sender,
  priority: Priority,
  subject: string,
  lines: readonly string[],
  payload: Readonly<Record<string, unknown>>,
): Message {
  const { nodeName, marking } = settings
  const banner = marking.ja === marking.en ? marking.en : `${marking.ja} / ${marking.en}`
  const text = [banner, modeWords[mode], '', ...lines.map(oneLine), '', `Node: ${oneLine(nodeName)}`, banner].join('\n')
  return {
    priority,
    subject: oneLine(`[${mode}] [${marking.en}] ${subject}`),
    text,
    payload: { ...payload, mode, marking: { en: marking.en, ja: marking.ja }, node: nodeName, priority },
  }
}

/** Names come from outside: none of them may begin a line of its own. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
