import { base64UrlBytes, base64UrlOf, coreKinds, signRecord, utf8Text } from '@yagura/record'
import { createOfficerKey, officerSigners } from '../../src/signing/officer-keys.ts'
import { verifyEd25519 } from '../../src/signing/verify-ed25519.ts'

/** A signature to judge, as text that a test can hand to a page. */
export type SpelledVector = { readonly signature: string; readonly message: string; readonly publicKey: string }

/** A key as a test sees it. */
export type SeenKey = { readonly keyId: string; readonly publicKey: string }

/** What the page can be asked for. */
export type SigningPage = {
  readonly judge: (vectors: readonly SpelledVector[]) => readonly boolean[]
  readonly createKey: (node: string, name: string) => Promise<SeenKey>
  readonly listKeys: () => Promise<readonly SeenKey[]>
  /** Signs a body by the first key that is kept. */
  readonly sign: (body: unknown) => Promise<string>
  /** Tries to take the private part of every kept key out. @returns What it got, or the names of the refusals. */
  readonly takeOut: () => Promise<readonly string[]>
}

declare global {
  var yaguraSigning: SigningPage
}

const bytesOf = (text: string): Uint8Array => base64UrlBytes(text) ?? new Uint8Array()
const seen = ({ keyId, publicKey }: { keyId: string; publicKey: Uint8Array }): SeenKey => ({
  keyId,
  publicKey: base64UrlOf(publicKey),
})

async function keptKeys(): Promise<readonly { readonly privateKey: CryptoKey }[]> {
  return new Promise((resolve) => {
    const request = indexedDB.open('yagura-keys')
    request.onsuccess = () => {
      const all = request.result.transaction('keys').objectStore('keys').getAll()
      all.onsuccess = () => resolve(all.result)
    }
  })
}

async function tryToTakeOut(privateKey: CryptoKey): Promise<readonly string[]> {
  const forms = ['pkcs8', 'jwk', 'raw'] as const
  return Promise.all(
    forms.map((form) =>
      crypto.subtle.exportKey(form, privateKey).then(
        () => 'taken out',
        (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
      ),
    ),
  )
}

globalThis.yaguraSigning = {
  judge: (vectors) =>
    vectors.map(({ signature, message, publicKey }) =>
      verifyEd25519(bytesOf(signature), bytesOf(message), bytesOf(publicKey)),
    ),
  createKey: async (node, name) => seen(await createOfficerKey(node, name)),
  listKeys: async () => (await officerSigners()).map(seen),
  sign: async (body) => {
    const [signer] = await officerSigners()
    if (signer === undefined) return 'no key'
    const answer = await signRecord(body, [signer], coreKinds)
    return answer.ok ? (utf8Text(answer.line) ?? '') : answer.fault.code
  },
  takeOut: async () => (await Promise.all((await keptKeys()).map((kept) => tryToTakeOut(kept.privateKey)))).flat(),
}
