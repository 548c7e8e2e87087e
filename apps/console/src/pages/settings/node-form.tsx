import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { Settings } from '../../api/models.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { ColourInput, NumberInput, TextInput } from './inputs.tsx'
import { settingsMessages } from './messages.ts'
import { PlacesFields } from './places-fields.tsx'
import { watchEndsFrom, withPart } from './settings-draft.ts'

type PartProps = { readonly draft: Settings; readonly change: (next: Settings) => void }

function MarkingFields({ draft, change }: PartProps): JSX.Element {
  const text = useText(settingsMessages)
  const marking = (changes: Partial<Settings['marking']>) => change(withPart(draft, 'marking', changes))
  return (
    <div class="fields">
      <TextInput
        label={text('nodeName')}
        value={draft.nodeName}
        onInput={(nodeName) => change({ ...draft, nodeName })}
      />
      <TextInput label={text('markingEn')} value={draft.marking.en} onInput={(en) => marking({ en })} />
      <TextInput label={text('markingJa')} value={draft.marking.ja} onInput={(ja) => marking({ ja })} />
      <TextInput
        label={text('portionEn')}
        hint={text('portionHint')}
        most={20}
        value={draft.marking.portion.en}
        onInput={(en) => marking({ portion: { ...draft.marking.portion, en } })}
      />
      <TextInput
        label={text('portionJa')}
        most={20}
        value={draft.marking.portion.ja}
        onInput={(ja) => marking({ portion: { ...draft.marking.portion, ja } })}
      />
      <ColourInput
        label={text('background')}
        value={draft.marking.background}
        onInput={(background) => marking({ background })}
      />
      <ColourInput label={text('colour')} value={draft.marking.colour} onInput={(colour) => marking({ colour })} />
      <TextInput
        label={text('watchEnds')}
        hint={text('watchEndsHint')}
        value={draft.watchEndsUtc.join(', ')}
        onInput={(typed) => change({ ...draft, watchEndsUtc: watchEndsFrom(typed) })}
      />
    </div>
  )
}

function ScreeningFields({ draft, change }: PartProps): JSX.Element {
  const text = useText(settingsMessages)
  const { screening } = draft
  const put = (changes: Partial<Settings['screening']>) => change(withPart(draft, 'screening', changes))
  return (
    <div class="fields">
      <label class="whole">
        <input
          type="checkbox"
          checked={screening.automatic}
          onChange={(event) => put({ automatic: event.currentTarget.checked })}
        />{' '}
        {text('automatic')}
      </label>
      <NumberInput
        label={text('days')}
        value={screening.days}
        least={0.01}
        most={30}
        onInput={(days) => put({ days })}
      />
      <NumberInput
        label={text('within')}
        value={screening.withinKm}
        least={0.01}
        most={100}
        onInput={(withinKm) => put({ withinKm })}
      />
      <NumberInput
        label={text('every')}
        value={screening.everyMin}
        least={10}
        most={10_080}
        onInput={(everyMin) => put({ everyMin })}
      />
      <NumberInput
        label={text('maxAge')}
        value={screening.maxAgeDays}
        least={0.1}
        most={365}
        onInput={(maxAgeDays) => put({ maxAgeDays })}
      />
    </div>
  )
}

function KeepingFields({ draft, change }: PartProps): JSX.Element {
  const text = useText(settingsMessages)
  const { retention, escalateAfterMin } = draft
  const keep = (changes: Partial<Settings['retention']>) => change(withPart(draft, 'retention', changes))
  const escalate = (changes: Partial<Settings['escalateAfterMin']>) =>
    change(withPart(draft, 'escalateAfterMin', changes))
  return (
    <div class="fields">
      <NumberInput
        label={text('keepElements')}
        value={retention.elementSetDays}
        least={1}
        most={36_500}
        onInput={(elementSetDays) => keep({ elementSetDays })}
      />
      <NumberInput
        label={text('keepScreenings')}
        value={retention.screenings}
        least={1}
        most={1000}
        onInput={(screenings) => keep({ screenings: Math.round(screenings) })}
      />
      <NumberInput
        label={text('keepLog')}
        value={retention.logDays}
        least={30}
        most={36_500}
        onInput={(logDays) => keep({ logDays })}
      />
      <p class="whole muted">{text('escalation')}</p>
      <NumberInput
        label={text('critical')}
        value={escalateAfterMin.critical}
        least={0.1}
        most={1440}
        onInput={(critical) => escalate({ critical })}
      />
      <NumberInput
        label={text('serious')}
        value={escalateAfterMin.serious}
        least={0.1}
        most={1440}
        onInput={(serious) => escalate({ serious })}
      />
    </div>
  )
}

/** Name, marking, places, screening, retention and escalation of the node. */
export function NodeForm(props: { readonly settings: Settings; readonly onSaved: () => void }): JSX.Element {
  const { client, toasts, status } = useConsole()
  const text = useText(settingsMessages)
  const [draft, change] = useState(props.settings)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const administrator = status.value?.officer?.role !== 'officer'
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const before = props.settings
    const result = await client.ask('changeSettings', { body: draft })
    if (!result.ok) return setProblem(result.problem)
    setProblem(undefined)
    toasts.say(text('saved'), () => {
      change(before)
      void client.ask('changeSettings', { body: before }).then(props.onSaved)
    })
    props.onSaved()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <fieldset disabled={!administrator} class="stack">
        <Panel title={text('node')}>
          <MarkingFields draft={draft} change={change} />
        </Panel>
        <Panel title={text('places')} aside={<span>{text('placesHint')}</span>}>
          <PlacesFields draft={draft} change={change} />
        </Panel>
        <Panel title={text('screening')}>
          <ScreeningFields draft={draft} change={change} />
        </Panel>
        <Panel title={text('retention')}>
          <KeepingFields draft={draft} change={change} />
        </Panel>
      </fieldset>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
      <p class="row form-end">
        <button type="submit" class="primary" disabled={!administrator}>
          {text('save')}
        </button>
        {administrator ? null : <span>{text('readOnly')}</span>}
      </p>
    </form>
  )
}
