import type { JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { secondFrom } from '../../components/second-from.ts'
import { SecondSignature } from '../../components/second-signature.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { partnersMessages } from './messages.ts'
import { compareFingerprints, readCard } from './partner-card.ts'

/** What is heard is compared as it is typed: a wrong group is told before the reading goes on. */
function Heard(props: { readonly computed: string; readonly heard: string }): JSX.Element {
  const text = useText(partnersMessages)
  const compared = compareFingerprints(props.heard, props.computed)
  if (compared.state === 'different')
    return <StatusMark status="critical" word={text('different', { group: compared.group })} />
  const status = compared.state === 'same' ? 'normal' : compared.state === 'longer' ? 'caution' : 'off'
  return <StatusMark status={status} word={text(compared.state)} />
}

function refused(detail: string): Problem {
  return { title: detail, status: 0, detail, code: 'console/fingerprint-differs', remedy: 'ask-originator' }
}

/** Pins a partner's keys: its card is read, and its fingerprint typed as the other side reads it out. */
export function AddPartnerDialog(props: { readonly onClose: () => void; readonly onAdded: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(partnersMessages)
  const [cardText, setCardText] = useState('')
  const [heard, setHeard] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const card = useMemo(() => readCard(cardText), [cardText])
  const send = async (entered: FormData) => {
    if (!card.ok) return refused(text(`card-${card.reason}`))
    if (compareFingerprints(heard, card.fingerprint).state !== 'same') return refused(text('notSame'))
    const second = secondFrom(entered)
    const body = { card: card.card, fingerprint: card.fingerprint, ...(second === undefined ? {} : { second }) }
    const result = await client.ask('addPartner', { body })
    if (!result.ok) return result.problem
    toasts.say(text('added', { code: card.card.party }))
    props.onAdded()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={text('add')} doing={text('pin')} wide onClose={props.onClose} send={send}>
      <p class="whole">{text('addText')}</p>
      <Field label={text('cardField')}>
        {(id) => (
          <textarea
            id={id}
            rows={6}
            required
            spellcheck={false}
            class="code-field"
            value={cardText}
            onInput={(event) => setCardText(event.currentTarget.value)}
          />
        )}
      </Field>
      <p class="row">
        <button type="button" onClick={() => file.current?.click()}>
          {text('file')}
        </button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={text('file')}
          onChange={(event) => {
            void event.currentTarget.files?.[0]?.text().then(setCardText)
            event.currentTarget.value = ''
          }}
        />
      </p>
      {card.ok ? (
        <>
          <p class="row">
            <span>{card.card.party}</span>
            <bdi>{card.card.node}</bdi>
            <span class="muted">{card.card.url}</span>
          </p>
          <p>
            {text('computed')}: <b class="fingerprint">{card.fingerprint}</b>
          </p>
          <Field label={text('heard')} hint={text('heardHint')}>
            {(id, hint) => (
              <input
                id={id}
                required
                class="code-field"
                autocomplete="off"
                spellcheck={false}
                maxLength={60}
                aria-describedby={hint}
                value={heard}
                onInput={(event) => setHeard(event.currentTarget.value)}
                onPaste={(event) => event.preventDefault()}
              />
            )}
          </Field>
          <p role="status">
            <Heard computed={card.fingerprint} heard={heard} />
          </p>
          <SecondSignature why={(first) => text('secondPins', { first })} />
        </>
      ) : card.reason === 'empty' ? null : (
        <p role="status">
          <StatusMark status="caution" word={text(`card-${card.reason}`)} />
        </p>
      )}
    </DialogForm>
  )
}
