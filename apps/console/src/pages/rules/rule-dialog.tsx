import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { PRIORITIES, type Rule } from '../../api/models.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { componentMessages } from '../../components/messages.ts'
import { ProblemNote } from '../../components/problem.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { rulesMessages } from './messages.ts'
import { type ObjectsKind, objectsOf, ruleFrom } from './rule-form.ts'

const KINDS: readonly ObjectsKind[] = ['all', 'ids', 'name', 'owner']

function ObjectsField(props: { readonly rule: Rule | undefined }): JSX.Element {
  const text = useText(rulesMessages)
  const start = objectsOf(props.rule)
  const [kind, setKind] = useState<ObjectsKind>(start.kind)
  const hints = { ids: text('idsHint'), name: text('nameHint'), owner: text('ownerHint') }
  return (
    <>
      <Field label={text('which')}>
        {(id) => (
          <select
            id={id}
            name="kind"
            value={kind}
            onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'all')}
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {text(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind === 'all' ? null : (
        <Field label={text(kind)} hint={hints[kind]}>
          {(id, hint) => (
            <input
              id={id}
              name="objects"
              required
              defaultValue={kind === start.kind ? start.words : ''}
              aria-describedby={hint}
              autocomplete="off"
            />
          )}
        </Field>
      )}
    </>
  )
}

/** A number that may be left out, also as `1e-5`. */
function OptionalNumber(props: {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly value: number | undefined
}): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint}>
      {(id, hint) => (
        <input
          id={id}
          name={props.name}
          pattern="[0-9.eE+\-]*"
          defaultValue={props.value === undefined ? '' : String(props.value)}
          aria-describedby={hint}
          autocomplete="off"
        />
      )}
    </Field>
  )
}

function Fields(props: { readonly rule: Rule | undefined }): JSX.Element {
  const text = useText(rulesMessages)
  const common = useText(componentMessages)
  const { rule } = props
  const numeric = (name: string, label: string, value: number | undefined, most: number) => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          name={name}
          type="number"
          step="any"
          min={0.001}
          max={most}
          required
          defaultValue={value === undefined ? '' : String(value)}
        />
      )}
    </Field>
  )
  return (
    <div class="fields">
      <Field label={text('id')} hint={text('idHint')}>
        {(id, hint) => (
          <input
            id={id}
            name="id"
            required
            maxLength={100}
            pattern="[A-Za-z0-9][A-Za-z0-9._\-]*"
            readOnly={rule !== undefined}
            defaultValue={rule?.id ?? ''}
            aria-describedby={hint}
            autocomplete="off"
          />
        )}
      </Field>
      <Field label={text('priority')}>
        {(id) => (
          <select id={id} name="priority" defaultValue={rule?.priority ?? 'caution'}>
            {PRIORITIES.map((one) => (
              <option key={one} value={one} selected={one === (rule?.priority ?? 'caution')}>
                {common(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ObjectsField rule={rule} />
      {numeric('maxMissKm', text('maxMiss'), rule?.maxMissKm ?? 5, 10_000)}
      <OptionalNumber name="minMaxPc" label={text('minPc')} hint={text('minPcHint')} value={rule?.minMaxPc} />
      <OptionalNumber
        name="minRelativeSpeedKmPerS"
        label={text('minSpeed')}
        hint={text('minSpeedHint')}
        value={rule?.minRelativeSpeedKmPerS}
      />
      {numeric('leadTimeH', text('lead'), rule?.leadTimeH ?? 168, 8760)}
      {numeric('timeAllowedMin', text('timeAllowed'), rule?.timeAllowedMin ?? 60, 525_600)}
      <div class="whole">
        <Field label={text('consequence')}>
          {(id) => (
            <textarea
              id={id}
              name="consequence"
              required
              maxLength={1000}
              rows={2}
              defaultValue={rule?.consequence ?? ''}
            />
          )}
        </Field>
      </div>
      <div class="whole">
        <Field label={text('action')}>
          {(id) => (
            <textarea id={id} name="action" required maxLength={1000} rows={2} defaultValue={rule?.action ?? ''} />
          )}
        </Field>
      </div>
    </div>
  )
}

/** Adds a rule, or changes one: each states consequence, action and time. @param props.rule - Absent for a new one. */
export function RuleDialog(props: {
  readonly rule: Rule | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(rulesMessages)
  const common = useText(componentMessages)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const entered = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)] as const)
    const body = ruleFrom(new Map(entered))
    const result =
      props.rule === undefined
        ? await client.ask('addRule', { body })
        : await client.ask('changeRule', { params: { id: props.rule.id }, body })
    if (!result.ok) return setProblem(result.problem)
    toasts.say(text('saved', { name: body.id }))
    props.onSaved()
    props.onClose()
  }
  return (
    <Dialog title={props.rule === undefined ? text('add') : props.rule.id} onClose={props.onClose} wide>
      <form onSubmit={(event) => void submit(event)}>
        <Fields rule={props.rule} />
        {problem === undefined ? null : <ProblemNote problem={problem} />}
        <p class="row end">
          <button type="button" onClick={props.onClose}>
            {common('cancel')}
          </button>
          <button type="submit" class="primary">
            {text('save')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
