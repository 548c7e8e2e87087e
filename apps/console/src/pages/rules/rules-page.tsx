import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Rule } from '../../api/models.ts'
import { ListPanel } from '../../components/list-panel.tsx'
import { MainButton } from '../../components/main-button.tsx'
import { NodeText, useNodeText } from '../../components/node-text.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { duration, probability, rounded } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { rulesMessages } from './messages.ts'
import { RemoveRuleDialog } from './remove-rule-dialog.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { objectsOf } from './rule-form.ts'

const HEADS = ['priority', 'id', 'objects', 'what', 'consequence', 'action', 'allowed', 'acts'] as const

type Open = { readonly what: 'add' } | { readonly what: 'edit' | 'remove'; readonly rule: Rule }

/** What the officers wrote, in three lines; the whole is its title and in the dialog. */
function Prose(props: { readonly words: string }): JSX.Element {
  const nodeText = useNodeText()
  return (
    <td class="prose" title={nodeText(props.words)}>
      <span>
        <NodeText text={props.words} />
      </span>
    </td>
  )
}

function Row(props: { readonly rule: Rule; readonly open: (open: Open) => void }): JSX.Element {
  const { language } = useConsole()
  const text = useText(rulesMessages)
  const { rule, open } = props
  const { kind, words } = objectsOf(rule)
  const count = 'ids' in rule.objects ? rule.objects.ids.length : 0
  const conditions = [
    text('within', { km: rounded(rule.maxMissKm) }),
    rule.minMaxPc === undefined ? undefined : text('upTo', { pc: probability(rule.minMaxPc) }),
    rule.minRelativeSpeedKmPerS === undefined
      ? undefined
      : text('atLeast', { speed: rounded(rule.minRelativeSpeedKmPerS) }),
    text('ahead', { hours: rounded(rule.leadTimeH) }),
  ]
  return (
    <tr>
      <td>
        <StatusMark status={rule.priority} />
      </td>
      <td>{rule.id}</td>
      <td>
        {kind === 'all'
          ? text('all')
          : kind === 'ids' && count > 5
            ? text('idCount', { count })
            : `${text(kind)}: ${words}`}
      </td>
      <td class="conditions">
        {conditions
          .filter((one) => one !== undefined)
          .map((one) => (
            <span key={one}>{one}</span>
          ))}
      </td>
      <Prose words={rule.consequence} />
      <Prose words={rule.action} />
      <td class="num">{duration(rule.timeAllowedMin * 60, language.value)}</td>
      <td>
        <span class="row acts">
          <button type="button" onClick={() => open({ what: 'edit', rule })}>
            {text('edit')}
          </button>
          <button type="button" onClick={() => open({ what: 'remove', rule })}>
            {text('remove')}
          </button>
        </span>
      </td>
    </tr>
  )
}

/** The rules by which close approaches become alerts: each with consequence, action and time. */
export function Page(): JSX.Element {
  const text = useText(rulesMessages)
  const asked = useAsk('listRules', {}, ['rule/'])
  const [open, setOpen] = useState<Open | undefined>(undefined)
  const close = () => setOpen(undefined)
  return (
    <div class="page-stack">
      <SettingsTabs />
      <h1 class="sr-only">{text('title')}</h1>
      <ListPanel
        title={text('title')}
        aside={<MainButton label={text('add')} onPress={() => setOpen({ what: 'add' })} />}
        asked={asked}
        heads={HEADS.map((head) => text(head))}
        empty={text('none')}
      >
        {(rule) => <Row key={rule.id} rule={rule} open={setOpen} />}
      </ListPanel>
      {open?.what === 'add' ? <RuleDialog rule={undefined} onClose={close} onSaved={asked.reload} /> : null}
      {open?.what === 'edit' ? <RuleDialog rule={open.rule} onClose={close} onSaved={asked.reload} /> : null}
      {open?.what === 'remove' ? (
        <RemoveRuleDialog
          rule={open.rule}
          onClose={close}
          onEdit={() => setOpen({ what: 'edit', rule: open.rule })}
          onRemoved={asked.reload}
        />
      ) : null}
    </div>
  )
}
