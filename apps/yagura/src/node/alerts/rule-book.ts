import type { LogDraft } from '@yagura/core'
import { type AlertRule, parseAlertRules } from '@yagura/space'
import { Check } from 'typebox/value'
import { Rule } from '../../api/contract/alerts.ts'
import type { SecondSignature } from '../../api/contract/common.ts'
import type { Caller } from '../../api/contract/operations.ts'
import type { Handlers, NodeContext, VerifyOfficer } from '../context.ts'
import { secondSigner } from '../officers/second-signature.ts'
import type { AlertLedger } from './alert-ledger.ts'
import { NODE } from './alert-lines.ts'
import { SecondSignatureError, UnknownRuleError, UnusableRuleError } from './errors.ts'
import { loosensRule } from './loosens-rule.ts'

/** Operations on rules. */
export type RuleHandlers = Handlers<'listRules' | 'addRule' | 'changeRule' | 'removeRule'>

/** The rules of a node. */
export type RuleBook = {
  readonly handlers: RuleHandlers
  /** In order of id, as the watch judges by them. */
  readonly rules: () => readonly AlertRule[]
  /** @returns Ends the subscription. */
  readonly onChanged: (listener: () => void) => () => void
}

/** Its being there says that the node once had the default rules, so that who removes them all is not given them again. */
const seeded = { collection: 'rule-defaults', id: 'given' }

/**
 * The rules of a node as its store holds them; a new store is given `defaults`.
 *
 * @param verifyOfficer - Checks the second signature under the loosening of a Critical rule.
 */
export async function openRuleBook(
  context: NodeContext,
  ledger: AlertLedger,
  defaults: readonly Rule[],
  verifyOfficer: VerifyOfficer,
): Promise<RuleBook> {
  const listeners = new Set<() => void>()
  let rules = await seededRules(context, defaults)
  let judged = judgedRules(rules)
  let last: Promise<unknown> = Promise.resolve()

  /** One change after the other: what a change is checked against is what it changes. */
  const inTurn = <Result>(change: () => Promise<Result>): Promise<Result> => {
    const result = last.then(change)
    last = result.catch(() => undefined)
    return result
  }

  const replace = async (next: ReadonlyMap<string, Rule>, write: () => Promise<void>): Promise<void> => {
    const parsed = judgedRules(next)
    await write()
    rules = new Map(next)
    judged = parsed
    for (const listener of listeners) listener()
  }

  return {
    handlers: ruleHandlers({ rules: () => rules, inTurn, replace }, ledger, verifyOfficer),
    rules: () => judged,
    onChanged: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** Rules that change one after the other, and only where the watch can judge by all of them. */
type ChangingRules = {
  readonly rules: () => ReadonlyMap<string, Rule>
  readonly inTurn: <Result>(change: () => Promise<Result>) => Promise<Result>
  readonly replace: (next: ReadonlyMap<string, Rule>, write: () => Promise<void>) => Promise<void>
}

function ruleHandlers(
  { rules, inTurn, replace }: ChangingRules,
  ledger: AlertLedger,
  verifyOfficer: VerifyOfficer,
): RuleHandlers {
  const write = (kind: 'added' | 'changed', rule: Rule, by: string, note: string | undefined): Promise<void> =>
    ledger.act(({ nowMs }) => ({
      events: [],
      change: { append: [line(kind, rule, by, nowMs, note)], put: [{ collection: 'rules', id: rule.id, body: rule }] },
    }))

  const existing = (id: string): Rule => {
    const rule = rules().get(id)
    if (rule === undefined) throw new UnknownRuleError(id)
    return rule
  }

  return {
    listRules: async () => ({ items: sorted(rules()) }),
    addRule: ({ body }, { officer }) =>
      inTurn(async () => {
        if (rules().has(body.id))
          throw new UnusableRuleError(body.id, 'there is a rule of that id; change it, or take another id')
        await replace(new Map(rules()).set(body.id, body), () => write('added', body, officer, undefined))
        return body
      }),
    changeRule: ({ params, body: { second, ...rule } }, caller) =>
      inTurn(async () => {
        const before = existing(params.id)
        if (rule.id !== params.id) throw new UnusableRuleError(params.id, `an id does not change; found ${rule.id}`)
        const loosens = before.priority === 'critical' && loosensRule(before, rule)
        const signed = loosens ? await secondSignature(before, caller, second, verifyOfficer) : undefined
        const note = signed === undefined ? undefined : `loosened, signed by ${caller.officer} and ${signed}`
        await replace(new Map(rules()).set(rule.id, rule), () => write('changed', rule, caller.officer, note))
        return rule
      }),
    removeRule: ({ params }, { officer }) =>
      inTurn(async () => {
        const rule = existing(params.id)
        if (rule.priority === 'critical') {
          throw new SecondSignatureError(rule.id, 'change it to a lower priority, signed by both, before it is removed')
        }
        const next = new Map(rules())
        next.delete(rule.id)
        await replace(next, () => removal(ledger, rule, officer))
        return undefined
      }),
  }
}

async function seededRules(context: NodeContext, defaults: readonly Rule[]): Promise<ReadonlyMap<string, Rule>> {
  const { store, clock } = context
  if (store.get(seeded.collection, seeded.id) !== undefined) return storedRules(context)
  const atMs = clock.nowMs()
  const append = defaults.map((rule) => line('added', rule, NODE, atMs, 'a default of a new node'))
  const put = defaults.map((rule) => ({ collection: 'rules', id: rule.id, body: rule }))
  await store.commit({ append, put: [...put, { ...seeded, body: { atMs } }] })
  return new Map(defaults.map((rule) => [rule.id, rule]))
}

function removal(ledger: AlertLedger, rule: Rule, by: string): Promise<void> {
  return ledger.act(({ all, nowMs }) => ({
    events: [...all()]
      .filter(({ watchId, ruleId, clearedMs }) => watchId === 'space' && ruleId === rule.id && clearedMs === undefined)
      .map(({ id }) => ({ event: { kind: 'cleared', alertId: id, atMs: nowMs } })),
    change: { append: [line('removed', rule, by, nowMs, undefined)], remove: [{ collection: 'rules', id: rule.id }] },
  }))
}

async function secondSignature(
  rule: Rule,
  caller: Caller,
  second: SecondSignature | undefined,
  verifyOfficer: VerifyOfficer,
): Promise<string> {
  const signer = await secondSigner(caller, second, verifyOfficer)
  if (!signer.ok) throw new SecondSignatureError(rule.id, signer.problem)
  return signer.officer
}

function storedRules({ store, logger }: NodeContext): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>()
  for (const { id, body } of store.list('rules')) {
    if (Check(Rule, body)) rules.set(id, body)
    else logger.error({ ruleId: id }, 'a stored rule cannot be read and does not judge')
  }
  return rules
}

function judgedRules(rules: ReadonlyMap<string, Rule>): readonly AlertRule[] {
  return parseAlertRules(JSON.stringify({ rules: sorted(rules) }))
}

function sorted(rules: ReadonlyMap<string, Rule>): Rule[] {
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function line(
  kind: 'added' | 'changed' | 'removed',
  rule: Rule,
  by: string,
  atMs: number,
  note: string | undefined,
): LogDraft {
  const text = `Rule ${rule.id} (${rule.priority}) ${kind}${note === undefined ? '' : `: ${note}`}`
  return { atMs, kind: `rule/${kind}`, subject: rule.id, by, text, body: rule }
}
