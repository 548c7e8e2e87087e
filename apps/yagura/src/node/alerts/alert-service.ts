import { type Alert, type AlertEvent, isOpen, judgeTime, watchEndMs } from '@yagura/core'
import { shippedPolicies } from '@yagura/record'
import type { AlertRule } from '@yagura/space'
import type { Rule } from '../../api/contract/alerts.ts'
import type { NodeStatus, Settings } from '../../api/contract/node.ts'
import type { Handlers, JudgeDetections, NodeContext, VerifyOfficer } from '../context.ts'
import { acknowledgeAct, acknowledgeManyAct, judgeAct, shelveAct, unshelveAct } from './alert-acts.ts'
import { type AlertAct, type AlertLedger, type AlertsNow, createAlertLedger } from './alert-ledger.ts'
import { countAlerts, listAlerts, readAlert, readHealth } from './alert-reading.ts'
import type { alertView } from './alert-view.ts'
import { defaultRules } from './default-rules.ts'
import type { HappeningOutbox } from './happening.ts'
import { openRuleBook, type RuleHandlers } from './rule-book.ts'

/** What alerts need of the other services. */
export type AlertDependencies = {
  readonly settings: () => Pick<Settings, 'escalateAfterMin' | 'watchEndsUtc' | 'retention'>
  readonly verifyOfficer: VerifyOfficer
  readonly outbox: HappeningOutbox
  /** Rules of a new store; the built-in ones where absent. */
  readonly defaultRules?: readonly Rule[]
}

type AlertHandlers = Handlers<
  | 'listAlerts'
  | 'readAlert'
  | 'acknowledgeAlert'
  | 'acknowledgeAlerts'
  | 'shelveAlert'
  | 'unshelveAlert'
  | 'readAlertHealth'
>

/** Alerts and the rules that raise them. */
export type AlertService = {
  readonly handlers: AlertHandlers & RuleHandlers
  readonly judge: JudgeDetections
  /** What the passing of time does: shelves end, what nobody acknowledged escalates, floods end, old alerts are forgotten. */
  readonly tick: (nowMs: number) => Promise<void>
  readonly counts: () => NodeStatus['alerts']
  /** The alerts that still concern someone. */
  readonly openAlerts: () => readonly Alert[]
  /** The open alert of a key. */
  readonly alertOf: (key: string) => Alert | undefined
  readonly rules: () => readonly AlertRule[]
  /** @returns Ends the subscription. */
  readonly onRulesChanged: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

const tickEveryMs = 1000
const minuteMs = 60_000
const dayMs = 86_400_000

/** The alerts of a node as its store holds them. A timer calls `tick` every second until `close`. */
export async function createAlertService(context: NodeContext, dependencies: AlertDependencies): Promise<AlertService> {
  const { clock, logger } = context
  const { settings, outbox, verifyOfficer } = dependencies
  const ledger = createAlertLedger(context, outbox)
  const book = await openRuleBook(context, ledger, dependencies.defaultRules ?? defaultRules, verifyOfficer)
  const startedMs = clock.nowMs()

  const tick = async (nowMs: number): Promise<void> => {
    const decide = (): AlertAct => timeAct(ledger.alerts(), nowMs, settings())
    const act = decide()
    const idle = act.events.length === 0 && act.change === undefined && !ledger.floods()
    if (!idle) await ledger.act(decide)
  }

  let ticking: Promise<void> = Promise.resolve()
  let failing = false
  const timer = setInterval(() => {
    ticking = ticking
      .then(() => tick(clock.nowMs()))
      .then(
        () => {
          failing = false
        },
        (error: unknown) => {
          if (!failing) logger.error({ err: error }, 'alerts cannot follow the time')
          failing = true
        },
      )
  }, tickEveryMs)

  return {
    handlers: { ...book.handlers, ...alertHandlers(context, ledger, settings, startedMs) },
    judge: (watchId, detections) => ledger.act((now: AlertsNow) => judgeAct(watchId, detections, now, context.newId)),
    tick,
    counts: () => countAlerts(ledger),
    openAlerts: () => [...ledger.alerts()].filter(isOpen),
    alertOf: ledger.byKey,
    rules: book.rules,
    onRulesChanged: book.onChanged,
    close: async () => {
      clearInterval(timer)
      await ticking
    },
  }
}

function alertHandlers(
  context: NodeContext,
  ledger: AlertLedger,
  settings: AlertDependencies['settings'],
  startedMs: number,
): AlertHandlers {
  const { clock, store } = context
  const policies = shippedPolicies()
  const view = (id: string): ReturnType<typeof alertView> => readAlert(ledger, store, policies, id).alert
  return {
    listAlerts: async ({ query }) => listAlerts(ledger.alerts(), query, policies),
    readAlert: async ({ params }) => readAlert(ledger, store, policies, params.id),
    acknowledgeAlert: async ({ params, body }, { officer }) => {
      await ledger.act((now) => acknowledgeAct(params.id, officer, body.note, now))
      return view(params.id)
    },
    acknowledgeAlerts: async ({ body }, { officer }) => {
      await ledger.act((now) => acknowledgeManyAct(body.ids, officer, now))
      return { items: [...new Set(body.ids)].map(view) }
    },
    shelveAlert: async ({ params, body }, { officer }) => {
      const endMs = watchEndMs(settings().watchEndsUtc, clock.nowMs())
      await ledger.act((now) => shelveAct(params.id, { by: officer, ...body }, endMs, now))
      return view(params.id)
    },
    unshelveAlert: async ({ params }, { officer }) => {
      await ledger.act((now) => unshelveAct(params.id, officer, now))
      return view(params.id)
    },
    readAlertHealth: async ({ query }) => readHealth(ledger, query.days, startedMs, clock.nowMs()),
  }
}

function timeAct(
  alerts: Iterable<Alert>,
  nowMs: number,
  settings: ReturnType<AlertDependencies['settings']>,
): AlertAct {
  const { critical, serious } = settings.escalateAfterMin
  const waitMs = { critical: critical * minuteMs, serious: serious * minuteMs, caution: undefined, advisory: undefined }
  const keptFromMs = nowMs - settings.retention.logDays * dayMs
  const events: { event: AlertEvent }[] = []
  const remove: { collection: string; id: string }[] = []
  for (const alert of alerts) {
    if (isOpen(alert)) {
      for (const event of judgeTime(alert, nowMs, waitMs[alert.priority])) events.push({ event })
    } else if (alert.lastMs < keptFromMs && (alert.clearedMs ?? nowMs) < keptFromMs) {
      remove.push({ collection: 'alerts', id: alert.id })
    }
  }
  return { events, ...(remove.length > 0 ? { change: { remove } } : {}) }
}
