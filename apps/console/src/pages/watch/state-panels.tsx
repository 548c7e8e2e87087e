import type { JSX } from 'preact'
import type { Source } from '../../api/models.ts'
import { Waiting } from '../../components/loaded.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { type Status, StatusMark } from '../../components/status-mark.tsx'
import { Age, Distance, UtcTime } from '../../components/time.tsx'
import { ELEMENT_AGE_LIMITS_S, number } from '../../format/format.ts'
import { useConsole, useText } from '../../state/console.ts'
import { sourceStateMessages } from '../sources/state-messages.ts'
import { watchMessages } from './messages.ts'

const STATUS_OF: { readonly [State in Source['state']]: Status } = {
  ok: 'normal',
  waiting: 'advisory',
  fetching: 'advisory',
  failing: 'serious',
  stale: 'caution',
  disabled: 'off',
}

/** State of a source as shape and word. */
export function SourceState(props: { readonly state: Source['state'] }): JSX.Element {
  const text = useText(sourceStateMessages)
  return <StatusMark status={STATUS_OF[props.state]} word={text(props.state)} />
}

/** How many objects are known, and how old what is known of them is. */
export function CatalogueFacts(): JSX.Element | null {
  const { status } = useConsole()
  const text = useText(watchMessages)
  const catalogue = status.value?.catalogue
  if (catalogue === undefined) return <Waiting />
  const oldest = catalogue.oldestUsableDays
  return (
    <dl class="facts">
      <dt>{text('objects')}</dt>
      <dd>{number(catalogue.objects, 0)}</dd>
      <dt>{text('usable')}</dt>
      <dd>{number(catalogue.usable, 0)}</dd>
      <dt>{text('newest')}</dt>
      <dd>
        <Age sinceUtc={catalogue.newestEpochUtc} limitsS={ELEMENT_AGE_LIMITS_S} /> ·{' '}
        <UtcTime utc={catalogue.newestEpochUtc} />
      </dd>
      <dt>{text('oldest')}</dt>
      <dd>{oldest === null ? '–' : `${number(oldest, 1)} d`}</dd>
    </dl>
  )
}

/** What the newest finished screening looked at and found. */
export function ScreeningFacts(): JSX.Element | null {
  const { status } = useConsole()
  const text = useText(watchMessages)
  const screening = status.value?.screening
  if (status.value === undefined) return <Waiting />
  if (screening === null || screening === undefined) return <p class="empty">{text('noScreening')}</p>
  return (
    <dl class="facts">
      <dt>{text('approaches')}</dt>
      <dd>
        <a href="/space/ca">{number(screening.approaches, 0)}</a> ·{' '}
        {text('within', { days: screening.days, km: screening.withinKm })}
      </dd>
      <dt>{text('screened')}</dt>
      <dd>{number(screening.objects, 0)}</dd>
      <dt>{text('leftOut')}</dt>
      <dd>{number(screening.leftOut, 0)}</dd>
      <dt>{text('computed')}</dt>
      <dd>
        <Distance utc={screening.finishedUtc} /> · <UtcTime utc={screening.finishedUtc} />
      </dd>
    </dl>
  )
}

/** Each source with its state and age. */
export function SourceStates(): JSX.Element {
  const { status } = useConsole()
  const text = useText(watchMessages)
  const sources = status.value?.sources ?? []
  return (
    <Scroll label={text('sources')}>
      <table class="plain-table">
        <tbody>
          {sources.map((source) => (
            <tr key={source.id}>
              <td>
                <SourceState state={source.state} />
              </td>
              <td>
                <NodeText text={source.name} />
              </td>
              <td class="num">
                <Distance utc={source.lastSuccessUtc} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
