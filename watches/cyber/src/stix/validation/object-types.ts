/** Cyber observables. Source: STIX 2.1 §6. */
export const observableTypes: ReadonlySet<string> = new Set(
  'artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex network-traffic process software url user-account windows-registry-key x509-certificate'.split(
    ' ',
  ),
)
