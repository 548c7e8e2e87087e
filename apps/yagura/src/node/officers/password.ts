import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { SignInBusyError } from './officer-errors.ts'

/** Work that a password hash takes: 2^log2N × r × p blocks, 2^log2N × r × 128 bytes of memory. */
export type PasswordCost = { readonly log2N: number; readonly r: number; readonly p: number }

/** 128 MiB and some tenths of a second. Source: OWASP Password Storage Cheat Sheet, scrypt, first choice. */
export const owaspCost: PasswordCost = { log2N: 17, r: 8, p: 1 }

const saltBytes = 16
const hashBytes = 32
/** One hash at a time bounds the memory; more sign-ins than this in wait are refused. */
const mostWaiting = 16
const stored = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt)

/** Hashes passwords one after the other. */
export type Passwords = {
  /** @returns `scrypt$log2N$r$p$salt$hash`, salt and hash in base64url. @throws SignInBusyError */
  readonly hash: (password: string) => Promise<string>
  /**
   * Whether a password belongs to a stored hash; takes as long where there is none.
   * @throws SignInBusyError
   */
  readonly verify: (password: string, hash: string | undefined) => Promise<boolean>
}

function deriveKey(password: string, salt: Buffer, { log2N, r, p }: PasswordCost): Promise<Buffer> {
  const N = 2 ** log2N
  return derive(password.normalize('NFKC'), salt, hashBytes, { N, r, p, maxmem: 256 * N * r })
}

/**
 * Password hashing with scrypt.
 * @param cost - Of new hashes; a stored hash is checked at its own.
 */
export function createPasswords(cost: PasswordCost = owaspCost): Passwords {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (password: string, salt: Buffer, at: PasswordCost): Promise<Buffer> => {
    if (waiting >= mostWaiting) throw new SignInBusyError()
    waiting += 1
    const turn = last.then(() => deriveKey(password, salt, at))
    last = turn
      .catch(() => undefined)
      .finally(() => {
        waiting -= 1
      })
    return turn
  }
  const hash = async (password: string) => {
    const salt = randomBytes(saltBytes)
    const key = await inTurn(password, salt, cost)
    return ['scrypt', cost.log2N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
  }
  return {
    hash,
    verify: async (password, known) => {
      const [, log2N, r, p, salt, key] = stored.exec(known ?? '') ?? []
      if (salt === undefined || key === undefined) {
        await inTurn(password, randomBytes(saltBytes), cost)
        return false
      }
      const at = { log2N: Number(log2N), r: Number(r), p: Number(p) }
      const found = await inTurn(password, Buffer.from(salt, 'base64url'), at)
      const wanted = Buffer.from(key, 'base64url')
      return wanted.length === found.length && timingSafeEqual(wanted, found)
    },
  }
}
