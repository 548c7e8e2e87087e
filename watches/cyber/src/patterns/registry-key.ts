/** Names of the hives of a registry: as logs write them, and in full. */
const hives: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKCC: 'HKEY_CURRENT_CONFIG',
  HKU: 'HKEY_USERS',
}

/** A key of a registry with the name of its hive in full, as the standard wants it. Source: STIX 2.1 §6.17. */
export function longRegistryKey(key: string): string {
  return key.replace(/^(HKLM|HKCU|HKCR|HKCC|HKU)(?=\\|$)/i, (hive) => hives[hive.toUpperCase()] ?? hive)
}
