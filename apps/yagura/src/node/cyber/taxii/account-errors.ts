import { type Remedy, YaguraError } from '@yagura/core'

/** A TAXII account of this name is there already. */
export class TaxiiNameTakenError extends YaguraError {
  override readonly name = 'TaxiiNameTakenError'
  override readonly code = 'taxii/name-taken'
  override readonly remedy: Remedy = 'correct-input'

  constructor(account: string) {
    super(`there is a TAXII account ${account} already; take another name, or remove that one first`)
  }
}

/** There is no TAXII account of this name. */
export class UnknownTaxiiAccountError extends YaguraError {
  override readonly name = 'UnknownTaxiiAccountError'
  override readonly code = 'taxii/unknown-account'
  override readonly remedy: Remedy = 'correct-input'

  constructor(account: string) {
    super(`there is no TAXII account ${account}; see \`yagura taxii account list\``)
  }
}

/** A certificate cannot be one by which a TAXII client signs in. */
export class UnusableCertificateError extends YaguraError {
  override readonly name = 'UnusableCertificateError'
  override readonly code = 'taxii/unusable-certificate'
  override readonly remedy: Remedy = 'correct-input'

  constructor(problem: string) {
    super(`the certificate cannot be used: ${problem}`)
  }
}

/** The TAXII account has no certificate of this fingerprint. */
export class UnknownCertificateError extends YaguraError {
  override readonly name = 'UnknownCertificateError'
  override readonly code = 'taxii/unknown-certificate'
  override readonly remedy: Remedy = 'correct-input'

  constructor(account: string, fingerprint: string) {
    super(`the TAXII account ${account} has no certificate ${fingerprint}; see \`yagura taxii account list\``)
  }
}

/** TAXII is to be answered over TLS, and the node has no key and certificate for it. */
export class TaxiiTlsError extends YaguraError {
  override readonly name = 'TaxiiTlsError'
  override readonly code = 'taxii/no-tls-key'
  override readonly remedy: Remedy = 'correct-input'

  constructor(folder: string, cause: Error) {
    super(`--taxii-port needs tls-key.pem and tls-cert.pem in ${folder}: ${cause.message}`, { cause })
  }
}
