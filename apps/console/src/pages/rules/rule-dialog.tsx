import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { PRIORITIES, type Rule } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { componentMessages } from '../../components/messages.ts'
import { NumberField } from '../../components/number-field.tsx'
import { secondFrom } from '../../components/second-from.ts'
import { SecondSignature } from '../../components/second-signature.tsx'
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
      <ChoiceField label={text('which')} name="kind" words={KINDS} say={text} start={start.kind} onChoose={setKind} />
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
      <ChoiceField
        label={text('priority')}
        name="priority"
        words={PRIORITIES}
        say={common}
        start={rule?.priority ?? 'caution'}
      />
      <ObjectsField rule={rule} />
      <NumberField name="maxMissKm" label={text('maxMiss')} start={rule?.maxMissKm ?? 5} most={10_000} />
      <OptionalNumber name="minMaxPc" label={text('minPc')} hint={text('minPcHint')} value={rule?.minMaxPc} />
      <OptionalNumber
        name="minRelativeSpeedKmPerS"
        label={text('minSpeed')}
        hint={text('minSpeedHint')}
        value={rule?.minRelativeSpeedKmPerS}
      />
      <NumberField name="leadTimeH" label={text('lead')} start={rule?.leadTimeH ?? 168} most={8760} />
      <NumberField
        name="timeAllowedMin"
        label={text('timeAllowed')}
        start={rule?.timeAllowedMin ?? 60}
        most={525_600}
      />
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

/**
 * Adds a rule, or changes one: each states consequence, action and time. Where the node answers that a change loosens a
 * Critical rule, a second administrator signs for it too.
 * @param props.rule - Absent for a new one.
 */
export function RuleDialog(props: {
  readonly rule: Rule | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(rulesMessages)
  const [asksSecond, setAsksSecond] = useState(false)
  const { rule } = props
  const send = async (form: FormData) => {
    const entered = new Map([...form].map(([name, value]) => [name, String(value)]))
    const body = ruleFrom(entered)
    const second = secondFrom(entered)
    const result =
      rule === undefined
        ? await client.ask('addRule', { body })
        : await client.ask('changeRule', {
            params: { id: rule.id },
            body: second === undefined ? body : { ...body, second },
          })
    if (!result.ok) {
      const firstAsked = result.problem.code === 'rule/second-signature' && !asksSecond
      if (firstAsked) setAsksSecond(true)
      return firstAsked ? undefined : result.problem
    }
    toasts.say(text('saved', { name: body.id }))
    props.onSaved()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={rule?.id ?? text('add')} doing={text('save')} wide onClose={props.onClose} send={send}>
      <Fields rule={rule} />
      {asksSecond ? <SecondSignature why={(first) => text('secondText', { first })} takesFocus /> : null}
    </DialogForm>
  )
}
