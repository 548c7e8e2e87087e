import { keyIdOf, type Signer } from '@yagura/record'

const database = 'yagura-keys'
const keys = 'keys'

/** What the browser keeps of a key: a handle to its private part, whose bytes no script can read. */
type KeptKey = { readonly keyId: string; readonly publicKey: Uint8Array; readonly privateKey: CryptoKey }

/**
 * Makes an officer's key in this browser. Its private part cannot be taken out: it signs here, or nowhere.
 *
 * @param node - The node whose officer it is.
 * @param name - The officer's name in key ids.
 * @returns Rejected with a DOMException: `NotSupportedError` where the browser has no Ed25519, `ConstraintError` where a key of the
 * same id is kept already, `QuotaExceededError` where it cannot be kept; then there is no key.
 */
export async function createOfficerKey(node: string, name: string): Promise<Signer> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  const publicBytes = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  const kept: KeptKey = { keyId: keyIdOf(node, name, publicBytes), publicKey: publicBytes, privateKey }
  await inStore('readwrite', (store) => store.add(kept))
  return signerOf(kept)
}

/** @returns Signers of the keys that this browser keeps, in the order of their ids. */
export async function officerSigners(): Promise<readonly Signer[]> {
  const kept: readonly KeptKey[] = await inStore('readonly', (store) => store.getAll())
  return kept.map(signerOf)
}

function signerOf({ keyId, publicKey, privateKey }: KeptKey): Signer {
  return {
    keyId,
    publicKey,
    // A copy, as the browser's types ask for bytes that no other thread shares.
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, new Uint8Array(message))),
  }
}

async function inStore<Answer>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  const opened = await openDatabase()
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const transaction = opened.transaction(keys, mode, { durability: 'strict' })
      const request = ask(transaction.objectStore(keys))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error ?? new DOMException('the key store gave up', 'AbortError'))
    })
  } finally {
    opened.close()
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(keys, { keyPath: 'keyId' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new DOMException('the key store cannot be opened', 'UnknownError'))
  })
}
