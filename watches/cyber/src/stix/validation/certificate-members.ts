import { hashes } from './dictionaries.ts'
import { flag, integer, type MemberRules, structure, text, timestamp } from './values.ts'

const v3Members: MemberRules = {
  ...Object.fromEntries(
    'basic_constraints name_constraints policy_constraints key_usage extended_key_usage subject_key_identifier authority_key_identifier subject_alternative_name issuer_alternative_name subject_directory_attributes crl_distribution_points inhibit_any_policy certificate_policies policy_mappings'
      .split(' ')
      .map((name) => [name, text]),
  ),
  private_key_usage_period_not_before: timestamp,
  private_key_usage_period_not_after: timestamp,
}

/** Properties of certificates. Source: STIX 2.1 §6.18. */
export const certificateMembers: MemberRules = {
  is_self_signed: flag,
  hashes,
  version: text,
  serial_number: text,
  signature_algorithm: text,
  issuer: text,
  validity_not_before: timestamp,
  validity_not_after: timestamp,
  subject: text,
  subject_public_key_algorithm: text,
  subject_public_key_modulus: text,
  subject_public_key_exponent: integer(),
  x509_v3_extensions: structure({ section: '6.18', isClosed: true, members: v3Members, anyOf: Object.keys(v3Members) }),
}
