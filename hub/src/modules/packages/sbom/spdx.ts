import { completeness, needsOf, packageUrl, tool, type Described } from './described.ts';

/** An SPDX 2.3 document in JSON (spdx.github.io, version 2.3). */
export type SpdxDocument = Readonly<Record<string, unknown>>;

const nothingSaid = {
  downloadLocation: 'NOASSERTION',
  filesAnalyzed: false,
  licenseConcluded: 'NOASSERTION',
  copyrightText: 'NOASSERTION',
} as const;

/** A bill of materials as SPDX 2.3. */
export function spdxDocument(described: Described): SpdxDocument {
  const { name, version, sha256, metadata, createdAt, fileName } = described;
  const root = 'SPDXRef-Package';
  const needs = needsOf(metadata).map((need, i) => ({ need, id: `SPDXRef-Named-${i + 1}` }));
  const { license, vendor, homepage, title } = metadata;
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: `${name} ${version}`,
    documentNamespace: `urn:eucora:spdx:sha256:${sha256}`,
    comment: completeness,
    creationInfo: {
      created: createdAt.toISOString().replace(/\.\d+Z$/, 'Z'),
      creators: [`Tool: ${tool}`],
    },
    packages: [
      {
        ...nothingSaid,
        SPDXID: root,
        name,
        versionInfo: version,
        packageFileName: fileName,
        primaryPackagePurpose: 'INSTALL',
        licenseDeclared: 'NOASSERTION',
        checksums: [{ algorithm: 'SHA256', checksumValue: sha256 }],
        externalRefs: [
          {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: packageUrl(described),
          },
        ],
        ...(license === null ? {} : { licenseComments: `The package says: ${license}` }),
        ...(vendor === null ? {} : { supplier: `Organization: ${vendor}` }),
        ...(homepage !== null && URL.canParse(homepage) ? { homepage } : {}),
        ...(title === null ? {} : { summary: title }),
      },
      ...needs.map(({ need, id }) => ({
        ...nothingSaid,
        SPDXID: id,
        name: need.name,
        licenseDeclared: 'NOASSERTION',
        comment: wordsOf(need.constraint, need.instead),
      })),
    ],
    relationships: [
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: root,
      },
      ...needs.map(({ need, id }) =>
        need.optional
          ? {
              spdxElementId: id,
              relationshipType: 'OPTIONAL_DEPENDENCY_OF',
              relatedSpdxElement: root,
            }
          : { spdxElementId: root, relationshipType: 'DEPENDS_ON', relatedSpdxElement: id },
      ),
    ],
  };
}

function wordsOf(constraint: string | null, instead: readonly string[]): string {
  const version = constraint === null ? 'Any version' : `Version ${constraint}`;
  return instead.length === 0 ? version : `${version}; or instead ${instead.join(', ')}`;
}
