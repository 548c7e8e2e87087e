import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Rule } from '../../api/models.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { componentMessages } from '../../components/messages.ts'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { duration, probability } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { rulesMessages } from './messages.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { objectsOf } from './rule-form.ts'

type Open = { readonly what: 'add' } | { readonly what: 'edit' | 'remove'; readonly rule: Rule }

function RemoveDialog(props: {
  readonly rule: Rule
  readonly onClose: () => void
  readonly onRemoved: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(rulesMessages)
  const common = useText(componentMessages)
  const { id } = props.rule
  const remove = async () => {
    const result = await client.ask('removeRule', { params: { id } })
    toasts.say(result.ok ? text('removed', { name: id }) : result.problem.detail)
    props.onRemoved()
    props.onClose()
  }
  return (
    <Dialog title={text('removeTitle', { name: id })} onClose={props.onClose}>
      <p>{text('removeText')}</p>
      <p class="row end">
        <button type="button" onClick={props.onClose}>
          {common('cancel')}
        </button>
        <button type="button" class="danger" onClick={() => void remove()}>
          {text('remove')}
        </button>
      </p>
    </Dialog>
  )
}

function Row(props: { readonly rule: Rule; readonly open: (open: Open) => void }): JSX.Element {
  const { language } = useConsole()
  const text = useText(rulesMessages)
  const { rule, open } = props
  const { kind, words } = objectsOf(rule)
  const count = 'ids' in rule.objects ? rule.objects.ids.length : 0
  const conditions = [
    text('within', { km: rule.maxMissKm }),
    rule.minMaxPc === undefined ? undefined : text('upTo', { pc: probability(rule.minMaxPc) }),
    rule.minRelativeSpeedKmPerS === undefined ? undefined : text('atLeast', { speed: rule.minRelativeSpeedKmPerS }),
    text('ahead', { hours: rule.leadTimeH }),
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
      <td>{conditions.filter((one) => one !== undefined).join(', ')}</td>
      <td>{rule.consequence}</td>
      <td>{rule.action}</td>
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
  const heads = ['priority', 'id', 'objects', 'what', 'consequence', 'action', 'timeAllowed', 'acts'] as const
  return (
    <div class="page-stack">
      <SettingsTabs />
      <h1 class="sr-only">{text('title')}</h1>
      <Panel
        title={text('title')}
        aside={
          <button type="button" class="primary" onClick={() => setOpen({ what: 'add' })}>
            {text('add')}
          </button>
        }
      >
        <Loaded asked={asked}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty text={text('none')} />
            ) : (
              <Scroll label={text('title')}>
                <table class="plain-table">
                  <thead>
                    <tr>
                      {heads.map((head) => (
                        <th key={head}>{text(head)}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((rule) => (
                      <Row key={rule.id} rule={rule} open={setOpen} />
                    ))}
                  </tbody>
                </table>
              </Scroll>
            )
          }
        </Loaded>
      </Panel>
      {open?.what === 'add' ? <RuleDialog rule={undefined} onClose={close} onSaved={asked.reload} /> : null}
      {open?.what === 'edit' ? <RuleDialog rule={open.rule} onClose={close} onSaved={asked.reload} /> : null}
      {open?.what === 'remove' ? <RemoveDialog rule={open.rule} onClose={close} onRemoved={asked.reload} /> : null}
    </div>
  )
}
