/** Where Sapa runs: the address that stands in the code for sites. */
export const originOf = (baseUrl: string): string => new URL(baseUrl || location.href, location.href).origin;
