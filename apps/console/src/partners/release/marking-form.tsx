import type { JSX } from 'preact'
import { Field } from '../../components/field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { GRADES, type Grade, type MarkingDraft, TLP_LABELS, underPolicy } from '../marking/marking-draft.ts'
import type { MarkingTools } from '../marking/marking-tools.ts'
import { releaseMessages } from './messages.ts'

type Choice = { readonly value: string; readonly label: string }

function Select(props: {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChoose: (value: string) => void
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(id) => (
        <select id={id} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
          {props.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function Checks(props: {
  readonly legend: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}): JSX.Element | null {
  const { chosen, onChange } = props
  if (props.choices.length === 0) return null
  return (
    <fieldset class="checks">
      <legend>{props.legend}</legend>
      {props.choices.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() =>
              onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

/** The grade of each nation: partners' first, any other that is named after them. */
function Audience(props: {
  readonly draft: MarkingDraft
  readonly ownNation: string
  readonly partners: readonly string[]
  readonly others: readonly Choice[]
  readonly nameOf: (nation: string) => string
  readonly onChange: (draft: MarkingDraft) => void
}): JSX.Element {
  const text = useText(releaseMessages)
  const { draft, ownNation, partners, onChange } = props
  const named = Object.keys(draft.grades).filter((nation) => nation !== ownNation && !partners.includes(nation))
  const grade = (nation: string, to: Grade) => onChange({ ...draft, grades: { ...draft.grades, [nation]: to } })
  return (
    <fieldset class="audience">
      <legend>{text('audience')}</legend>
      <p class="hint">{text('audienceHint')}</p>
      <p>{text('ownNation', { code: ownNation })}</p>
      {[...partners, ...named.sort()].map((nation) => (
        <fieldset key={nation} class="row nation">
          <legend>{props.nameOf(nation)}</legend>
          {GRADES.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name={`grade-${nation}`}
                checked={(draft.grades[nation] ?? 'none') === one}
                onChange={() => grade(nation, one)}
              />
              {text(one)}
            </label>
          ))}
        </fieldset>
      ))}
      <Select
        label={text('addNation')}
        value=""
        choices={[{ value: '', label: '–' }, ...props.others.filter(({ value }) => !(value in draft.grades))]}
        onChoose={(nation) => nation !== '' && grade(nation, 'display')}
      />
    </fieldset>
  )
}

function Why(props: { readonly why: string; readonly onChange: (why: string) => void }): JSX.Element {
  const text = useText(releaseMessages)
  return (
    <div class="whole">
      <Field label={text('why')} hint={text('whyHint')}>
        {(id, hint) => (
          <input
            id={id}
            aria-describedby={hint}
            maxLength={500}
            value={props.why}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          />
        )}
      </Field>
    </div>
  )
}

/**
 * The inputs by which an officer marks what leaves.
 * @param props.partners - Nations of the partners (ISO 3166-1 alpha-3), each once.
 */
export function MarkingForm(props: {
  readonly draft: MarkingDraft
  readonly tools: MarkingTools
  readonly ownNation: string
  readonly partners: readonly string[]
  readonly onChange: (draft: MarkingDraft) => void
}): JSX.Element {
  const { language } = useConsole()
  const text = useText(releaseMessages)
  const { draft, onChange } = props
  const spoken = language.value
  const policies = [...props.tools.policies.values()]
  const policy = props.tools.policies.get(draft.pol)
  const words = (entries: Readonly<Record<string, { readonly phrase: Readonly<Record<'en' | 'ja', string>> }>> = {}) =>
    Object.entries(entries).map(([value, { phrase }]) => ({ value, label: phrase[spoken] }))
  const controls = words(policy?.controls)
  const compartments = words(policy?.compartments)
  const nations = Object.entries(policy?.nations ?? {})
    .filter(([nation]) => nation !== props.ownNation && !props.partners.includes(nation))
    .map(([value, name]) => ({ value, label: `${value} ${name[spoken]}` }))
  const nameOf = (nation: string) => `${nation} ${policy?.nations[nation]?.[spoken] ?? ''}`.trim()
  const choosePolicy = (pol: string) => {
    const next = props.tools.policies.get(pol)
    if (next === undefined) return
    const known = { controls: Object.keys(next.controls), compartments: Object.keys(next.compartments) }
    onChange(underPolicy(draft, pol, { levels: next.levels.length, ...known }))
  }
  return (
    <div class="fields marking-form">
      <Select
        label={text('policy')}
        value={draft.pol}
        choices={policies.map(({ id, name }) => ({ value: id, label: name[spoken] }))}
        onChoose={choosePolicy}
      />
      <Select
        label={text('level')}
        value={String(draft.lvl)}
        choices={(policy?.levels ?? []).map(({ phrase }, lvl) => ({ value: String(lvl), label: phrase[spoken] }))}
        onChoose={(lvl) => onChange({ ...draft, lvl: Number(lvl) })}
      />
      <Select
        label={text('tlp')}
        value={draft.tlp ?? ''}
        choices={[{ value: '', label: text('noTlp') }, ...TLP_LABELS.map((value) => ({ value, label: value }))]}
        onChoose={(label) => onChange({ ...draft, tlp: TLP_LABELS.find((one) => one === label) })}
      />
      <div class="whole">
        <Audience
          draft={draft}
          ownNation={props.ownNation}
          partners={props.partners}
          others={nations}
          nameOf={nameOf}
          onChange={onChange}
        />
      </div>
      <div class="whole">
        <Checks
          legend={text('controls')}
          choices={controls}
          chosen={draft.controls}
          onChange={(chosen) => onChange({ ...draft, controls: chosen })}
        />
        <Checks
          legend={text('compartments')}
          choices={compartments}
          chosen={draft.compartments}
          onChange={(chosen) => onChange({ ...draft, compartments: chosen })}
        />
      </div>
      <Why why={draft.why} onChange={(why) => onChange({ ...draft, why })} />
      <p class="whole muted">{policy?.notice[spoken]}</p>
    </div>
  )
}
