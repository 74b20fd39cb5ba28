/** A family's name as it stands in an address. */
export const slugOf = (family: string): string => family.toLowerCase().replaceAll(/[^a-z]+/g, "-");
