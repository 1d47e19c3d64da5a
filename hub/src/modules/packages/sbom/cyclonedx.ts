import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { completeness, needsOf, packageUrl, tool, type Described, type Need } from './described.ts';

/** A bill of materials as CycloneDX 1.6 in JSON. */
export function cycloneDxDocument(described: Described): string {
  const { name, version, sha256, metadata, createdAt } = described;
  const root = new Models.Component(Enums.ComponentType.Application, name, {
    version,
    bomRef: `sha256:${sha256}`,
    purl: packageUrl(described),
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], sha256]]),
    description: metadata.title ?? undefined,
    supplier:
      metadata.vendor === null
        ? undefined
        : new Models.OrganizationalEntity({ name: metadata.vendor }),
    licenses: new Models.LicenseRepository(
      metadata.license === null ? [] : [new Models.NamedLicense(metadata.license)],
    ),
    properties: propertiesOf([
      ['architecture', described.architecture],
      ['format', described.format],
      ['file', described.fileName],
      ['completeness', completeness],
    ]),
  });
  const needs = needsOf(metadata).map(componentOf);
  for (const need of needs) root.dependencies.add(need.bomRef);
  const bom = new Models.Bom({
    serialNumber: `urn:uuid:${uuidOf(sha256)}`,
    metadata: new Models.Metadata({
      timestamp: createdAt,
      component: root,
      tools: new Models.Tools({
        components: new Models.ComponentRepository([
          new Models.Component(Enums.ComponentType.Application, tool),
        ]),
      }),
    }),
    components: new Models.ComponentRepository(needs),
  });
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 });
}

function componentOf({ name, constraint, optional, instead }: Need): Models.Component {
  return new Models.Component(Enums.ComponentType.Library, name, {
    bomRef: `named:${name}`,
    scope: optional ? Enums.ComponentScope.Optional : Enums.ComponentScope.Required,
    properties: propertiesOf([
      ['constraint', constraint],
      ['instead', instead.length === 0 ? null : instead.join(', ')],
    ]),
  });
}

function propertiesOf(told: readonly (readonly [string, string | null])[]) {
  return new Models.PropertyRepository(
    told.flatMap(([name, value]) =>
      value === null ? [] : [new Models.Property(`eucora:${name}`, value)],
    ),
  );
}

/** A UUID that is the same for the same bytes (RFC 9562, version 8). */
function uuidOf(sha256: string): string {
  const variant = ((Number.parseInt(sha256.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    sha256.slice(0, 8),
    sha256.slice(8, 12),
    `8${sha256.slice(13, 16)}`,
    `${variant}${sha256.slice(17, 20)}`,
    sha256.slice(20, 32),
  ].join('-');
}
