import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { UtcTime } from '../../components/time.tsx'
import { useMarkingTools } from '../../partners/marking/use-marking-tools.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import {
  AddAccountDialog,
  AddCertificateDialog,
  CONTRIBUTES,
  clearanceWords,
  RemoveAccountDialog,
  RemoveCertificateDialog,
  type TaxiiAccount,
  type TaxiiCertificate,
} from './account-dialogs.tsx'
import { accountMessages } from './account-messages.ts'
import { ChangedList } from './changed-list.tsx'

const HEADS = ['name', 'nation', 'reads', 'contributes', 'signsInBy', 'since', 'acts'] as const

/** A change of one account’s certificates that is asked about. */
type CertificateChange = { readonly account: TaxiiAccount; readonly certificate: TaxiiCertificate | undefined }
type Acts = { readonly onRemove: (() => void) | undefined; readonly onCertificate: (change: CertificateChange) => void }

function SignsInBy({ account, onCertificate }: Pick<Acts, 'onCertificate'> & { readonly account: TaxiiAccount }) {
  const text = useText(accountMessages)
  return (
    <>
      {account.hasPassword ? <div>{text('byPassword')}</div> : null}
      {account.certificates.map((certificate) => (
        <div key={certificate.fingerprint} title={certificate.fingerprint}>
          <bdi>{certificate.subject}</bdi> {text('until')} <UtcTime utc={certificate.validToUtc} />{' '}
          <button type="button" onClick={() => onCertificate({ account, certificate })}>
            {text('remove')}
          </button>
        </div>
      ))}
    </>
  )
}

function Row({ account, ...acts }: Acts & { readonly account: TaxiiAccount }): JSX.Element {
  const { language } = useConsole()
  const text = useText(accountMessages)
  const tools = useMarkingTools()
  const { name, nation, clearance, mayRead, contributes, createdUtc } = account
  const level = clearance === null ? text('unclassified') : clearanceWords(clearance, tools, language.value)
  return (
    <tr>
      <td>
        <bdi>{name}</bdi>
      </td>
      <td>{nation ?? text('own')}</td>
      <td>{mayRead ? level : text('readsNot')}</td>
      <td>{text(CONTRIBUTES[contributes])}</td>
      <td>
        <SignsInBy account={account} onCertificate={acts.onCertificate} />
      </td>
      <td class="num">
        <UtcTime utc={createdUtc} />
      </td>
      <td>
        <span class="row acts">
          <button type="button" onClick={() => acts.onCertificate({ account, certificate: undefined })}>
            {text('addCertificate')}
          </button>
          <button type="button" onClick={acts.onRemove}>
            {text('remove')}
          </button>
        </span>
      </td>
    </tr>
  )
}

function Accounts(): JSX.Element {
  const text = useText(accountMessages)
  const asked = useAsk('listTaxiiAccounts', {}, ['taxii/'])
  const [change, setChange] = useState<CertificateChange | undefined>(undefined)
  const ends = { onClose: () => setChange(undefined), onDone: asked.reload }
  return (
    <>
      <ChangedList
        title={text('title')}
        heads={HEADS.map((head) => text(head))}
        empty={text('none')}
        asked={asked}
        add={text('add')}
        row={(account, onRemove) => (
          <Row key={account.name} account={account} onRemove={onRemove} onCertificate={setChange} />
        )}
        addDialog={(both) => <AddAccountDialog {...both} />}
        removeDialog={(account, both) => <RemoveAccountDialog account={account} {...both} />}
      />
      {change === undefined ? null : change.certificate === undefined ? (
        <AddCertificateDialog account={change.account} {...ends} />
      ) : (
        <RemoveCertificateDialog account={change.account} certificate={change.certificate} {...ends} />
      )}
    </>
  )
}

/** Who may ask this node’s TAXII server, as which nation and by what; administrators alone see and change it. */
export function AccountsPanel(): JSX.Element | null {
  const { status } = useConsole()
  return status.value === undefined || status.value.officer?.role === 'officer' ? null : <Accounts />
}
