import { type Alert, compareUrgency, groupAlerts } from '@yagura/core'
import type { Happening } from '../alerts/happening.ts'
import type { Channel } from './channel.ts'
import { mayCarry } from './may-carry.ts'
import { alertMessage, digestMessage, type Message, mostUrgent, type Sender, withheldMessage } from './message.ts'

type AlertHappening = Extract<Happening, { readonly alert: unknown }>
type FloodHappening = Exclude<Happening, AlertHappening>
type Listens = Pick<Channel, 'leastPriority' | 'escalationsOnly' | 'ceiling'>
type Told = 'raised' | 'worsened' | 'escalated'

/** More messages at once than this, none of them Critical, become one. */
const mostSingle = 10

/**
 * What a channel is told of what happened together. Of a flood it is told once, when it begins, and once when it has ended;
 * a Critical is always told by itself. What is marked higher than the channel may carry is told without its words.
 */
export function draftMessages(happenings: readonly Happening[], channel: Listens, sender: Sender): readonly Message[] {
  const singles: { readonly what: Told; readonly happening: AlertHappening }[] = []
  const messages: Message[] = []
  const isCarried = ({ mark }: Alert): boolean => mayCarry(mark, channel.ceiling, sender.own)
  for (const happening of happenings) {
    if (!('alert' in happening)) {
      if (isToldOfFlood(happening, channel)) messages.push(floodMessage(happening, sender, isCarried))
      continue
    }
    const what = toldAs(happening)
    if (what !== undefined && isTold(what, happening, channel)) singles.push({ what, happening })
  }
  const critical = singles.filter(({ happening }) => happening.alert.priority === 'critical')
  const others = singles.filter(({ happening }) => happening.alert.priority !== 'critical')
  const single = ({ what, happening: { alert } }: (typeof singles)[number]): Message =>
    isCarried(alert) ? alertMessage(sender, what, alert) : withheldMessage(sender, what, alert)
  messages.unshift(...critical.map(single))
  if (others.length <= mostSingle) return [...messages, ...others.map(single)]
  const groups = groupAlerts(others.map(({ happening }) => happening.alert))
  return [...messages, digestMessage(sender, `${others.length} alerts at once`, groups, isCarried)]
}

/** An alert that comes and goes unseen is told when it is raised first, and when it worsens; not each time it comes back. */
function toldAs({ kind, alert }: AlertHappening): Told | undefined {
  switch (kind) {
    case 'raised':
      return alert.count === 1 ? 'raised' : undefined
    case 'worsened':
    case 'escalated':
      return kind
    default:
      return undefined
  }
}

function isTold(what: Told, { alert, flood }: AlertHappening, { leastPriority, escalationsOnly }: Listens): boolean {
  if (compareUrgency(alert.priority, leastPriority) < 0) return false
  if (what === 'escalated') return true
  return !escalationsOnly && (!flood || alert.priority === 'critical')
}

function isToldOfFlood({ groups }: FloodHappening, { leastPriority, escalationsOnly }: Listens): boolean {
  return !escalationsOnly && groups.length > 0 && compareUrgency(mostUrgent(groups), leastPriority) >= 0
}

function floodMessage(
  { kind, alerts, groups }: FloodHappening,
  sender: Sender,
  isCarried: (alert: Alert) => boolean,
): Message {
  const headline =
    kind === 'flood-began'
      ? `FLOOD ${alerts} alerts in 10 min: go to the console; until it ends only Critical alerts are sent one by one`
      : `FLOOD ended after ${alerts} alerts; what of it is still open:`
  return digestMessage(sender, headline, groups, isCarried)
}
