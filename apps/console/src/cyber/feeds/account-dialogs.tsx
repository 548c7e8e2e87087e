import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { chosenText, FileField, PEM_FILES } from '../../components/file-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useMarkingTools } from '../../partners/marking/use-marking-tools.ts'
import { useConsole, useText } from '../../state/console.ts'
import { accountMessages } from './account-messages.ts'
import { ChangeDialog, type DialogEnds, RemoveDialog, typed } from './change-dialog.tsx'

/** An account by which another program asks this node’s TAXII server. */
export type TaxiiAccount = Operations['listTaxiiAccounts']['answer']['items'][number]
export type TaxiiCertificate = TaxiiAccount['certificates'][number]
type Clearance = NonNullable<TaxiiAccount['clearance']>
type Contributes = TaxiiAccount['contributes']

/** What an account may add, each with the words for it. */
export const CONTRIBUTES = {
  no: 'contributesNo',
  write: 'contributesWrite',
  'read-and-write': 'contributesReadAndWrite',
} as const satisfies Readonly<Record<Contributes, keyof (typeof accountMessages)['en']>>
const CONTRIBUTE_WORDS: readonly Contributes[] = ['no', 'write', 'read-and-write']

async function bodyOf(form: FormData, tools: MarkingTools): Promise<Operations['addTaxiiAccount']['body']> {
  const nation = typed(form, 'nation').toUpperCase()
  const password = String(form.get('password') ?? '')
  const certificate = await chosenText(form, 'certificate')
  const [pol, lvl] = typed(form, 'clearance').split(':')
  return {
    ...{ name: typed(form, 'name'), nation: nation === '' ? null : nation, marking: null },
    ...{ policies: [...tools.policies.keys()], compartments: [] },
    clearance: pol === undefined || lvl === undefined ? null : { pol, lvl: Number(lvl) },
    mayRead: form.get('mayRead') !== null,
    contributes: CONTRIBUTE_WORDS.find((one) => one === form.get('contributes')) ?? 'no',
    ...(password === '' ? {} : { password }),
    ...(certificate === '' ? {} : { certificate }),
  }
}

/** A level above the lowest of each policy, as `NATO:2`. */
function levelsOf({ policies }: MarkingTools): readonly string[] {
  return [...policies.values()].flatMap(({ id, levels }) =>
    levels.flatMap((_, lvl) => (lvl === 0 ? [] : `${id}:${lvl}`)),
  )
}

/** A clearance in the words of its policy. */
export function clearanceWords(
  { pol, lvl }: Clearance,
  tools: MarkingTools | undefined,
  language: 'en' | 'ja',
): string {
  const phrase = tools?.policies.get(pol)?.levels[lvl]?.phrase[language] ?? `${pol} ${lvl}`
  return phrase.startsWith(pol) ? phrase : `${pol} ${phrase}`
}

/** Asks for an account of a TAXII client. */
export function AddAccountDialog(ends: DialogEnds): JSX.Element | null {
  const { client, language } = useConsole()
  const text = useText(accountMessages)
  const tools = useMarkingTools()
  if (tools === undefined) return null
  const said = (level: string): string => {
    const [pol = '', lvl] = level.split(':')
    return pol === '' ? text('unclassified') : clearanceWords({ pol, lvl: Number(lvl) }, tools, language.value)
  }
  return (
    <ChangeDialog
      {...ends}
      title={text('add')}
      doing={text('add')}
      ask={async (form) => client.ask('addTaxiiAccount', { body: await bodyOf(form, tools) })}
      said={(form) => text('added', { name: typed(form, 'name') })}
    >
      <div class="fields">
        <TextField name="name" label={text('name')} hint={text('nameHint')} most={64} required />
        <TextField name="nation" label={text('nation')} hint={text('nationHint')} most={3} />
        <ChoiceField label={text('clearance')} name="clearance" words={['', ...levelsOf(tools)]} say={said} />
        <ChoiceField
          label={text('contributes')}
          name="contributes"
          words={CONTRIBUTE_WORDS}
          say={(one) => text(CONTRIBUTES[one])}
        />
        <TextField name="password" label={text('password')} hint={text('passwordHint')} most={200} isSecret />
        <FileField name="certificate" label={text('certificate')} hint={text('certificateHint')} accept={PEM_FILES} />
        <label class="whole">
          <input type="checkbox" name="mayRead" checked /> {text('mayRead')}
        </label>
      </div>
    </ChangeDialog>
  )
}

/** Says what removing an account does, and does it. */
export function RemoveAccountDialog(props: DialogEnds & { readonly account: TaxiiAccount }): JSX.Element {
  const { client } = useConsole()
  const text = useText(accountMessages)
  const {
    account: { name },
    ...ends
  } = props
  return (
    <RemoveDialog
      {...ends}
      name={name}
      text={text}
      ask={() => client.ask('removeTaxiiAccount', { params: { name } })}
    />
  )
}

/** Asks for another certificate that an account signs in by. */
export function AddCertificateDialog(props: DialogEnds & { readonly account: TaxiiAccount }): JSX.Element {
  const { client } = useConsole()
  const text = useText(accountMessages)
  const {
    account: { name },
    ...ends
  } = props
  return (
    <ChangeDialog
      {...ends}
      title={text('addCertificateTitle', { name })}
      doing={text('addCertificate')}
      ask={async (form) =>
        client.ask('addTaxiiCertificate', {
          params: { name },
          body: { certificate: await chosenText(form, 'certificate') },
        })
      }
      said={() => text('addedCertificate', { name })}
    >
      <FileField
        name="certificate"
        label={text('certificate')}
        hint={text('certificateHint')}
        accept={PEM_FILES}
        required
      />
    </ChangeDialog>
  )
}

/** Shows which certificate is no longer to count, and says so to the node. */
export function RemoveCertificateDialog(
  props: DialogEnds & { readonly account: TaxiiAccount; readonly certificate: TaxiiCertificate },
): JSX.Element {
  const { client } = useConsole()
  const text = useText(accountMessages)
  const {
    account: { name },
    certificate: { fingerprint, subject },
    ...ends
  } = props
  return (
    <ChangeDialog
      {...ends}
      title={text('removeCertificateTitle', { name })}
      doing={text('remove')}
      danger
      ask={() => client.ask('removeTaxiiCertificate', { params: { name, fingerprint } })}
      said={() => text('removedCertificate', { name })}
    >
      <p class="wrap-anywhere">
        {subject}
        <br />
        <code>{fingerprint}</code>
      </p>
      <p>{text('removeCertificateWhat')}</p>
    </ChangeDialog>
  )
}
