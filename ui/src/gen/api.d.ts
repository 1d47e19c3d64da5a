// Generated from hub/openapi.json by ui/scripts/client.ts; do not edit.
export interface paths {
    "/api/alert-rules/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is told of which alerts */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                enabled: boolean;
                                /** @description After a message the next waits so long; what comes meanwhile is told together */
                                group_minutes: number;
                                /** Format: uuid */
                                id: string;
                                /** @description None: all */
                                kinds: ("site.offline" | "site.gaps" | "site.certificate" | "quarantine" | "device.identity" | "audit.contradicted" | "audit.unsealed" | "archive.damaged" | "backup.failed" | "rotation.due" | "hub.keys" | "target.failing")[];
                                /** Format: date-time */
                                last_sent_at: string | null;
                                /** @description Only what has lasted so long: a site that is offline for hours */
                                lasting_minutes: number;
                                name: string;
                                /** @description What lasts and nobody acknowledged is told again after so long; 0: never */
                                repeat_hours: number;
                                /** @enum {string} */
                                severity_min: "info" | "warning" | "critical";
                                /** @description Null: all, and what concerns no site */
                                sites: string[] | null;
                                targets: string[];
                                /** @description Tells when what it told of is over */
                                tells_end: boolean;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                updated_at: string;
                                version: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a rule */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description After a message the next waits so long; what comes meanwhile is told together */
                        group_minutes?: number;
                        /** @description None: all */
                        kinds?: ("site.offline" | "site.gaps" | "site.certificate" | "quarantine" | "device.identity" | "audit.contradicted" | "audit.unsealed" | "archive.damaged" | "backup.failed" | "rotation.due" | "hub.keys" | "target.failing")[];
                        /** @description Only what has lasted so long: a site that is offline for hours */
                        lasting_minutes?: number;
                        name: string;
                        /** @description What lasts and nobody acknowledged is told again after so long; 0: never */
                        repeat_hours?: number;
                        /** @enum {string} */
                        severity_min?: "info" | "warning" | "critical";
                        /** @description Null: all, and what concerns no site */
                        sites?: string[] | null;
                        /** @description Webhooks and mail targets */
                        targets: string[];
                        /** @description Tells when what it told of is over */
                        tells_end?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            enabled: boolean;
                            /** @description After a message the next waits so long; what comes meanwhile is told together */
                            group_minutes: number;
                            /** Format: uuid */
                            id: string;
                            /** @description None: all */
                            kinds: ("site.offline" | "site.gaps" | "site.certificate" | "quarantine" | "device.identity" | "audit.contradicted" | "audit.unsealed" | "archive.damaged" | "backup.failed" | "rotation.due" | "hub.keys" | "target.failing")[];
                            /** Format: date-time */
                            last_sent_at: string | null;
                            /** @description Only what has lasted so long: a site that is offline for hours */
                            lasting_minutes: number;
                            name: string;
                            /** @description What lasts and nobody acknowledged is told again after so long; 0: never */
                            repeat_hours: number;
                            /** @enum {string} */
                            severity_min: "info" | "warning" | "critical";
                            /** @description Null: all, and what concerns no site */
                            sites: string[] | null;
                            targets: string[];
                            /** @description Tells when what it told of is over */
                            tells_end: boolean;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            version: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert-rules/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            enabled: boolean;
                            /** @description After a message the next waits so long; what comes meanwhile is told together */
                            group_minutes: number;
                            /** Format: uuid */
                            id: string;
                            /** @description None: all */
                            kinds: ("site.offline" | "site.gaps" | "site.certificate" | "quarantine" | "device.identity" | "audit.contradicted" | "audit.unsealed" | "archive.damaged" | "backup.failed" | "rotation.due" | "hub.keys" | "target.failing")[];
                            /** Format: date-time */
                            last_sent_at: string | null;
                            /** @description Only what has lasted so long: a site that is offline for hours */
                            lasting_minutes: number;
                            name: string;
                            /** @description What lasts and nobody acknowledged is told again after so long; 0: never */
                            repeat_hours: number;
                            /** @enum {string} */
                            severity_min: "info" | "warning" | "critical";
                            /** @description Null: all, and what concerns no site */
                            sites: string[] | null;
                            targets: string[];
                            /** @description Tells when what it told of is over */
                            tells_end: boolean;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            version: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Ends a rule */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes what is named; `version` refuses to overwrite what another changed */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        enabled?: boolean;
                        /** @description After a message the next waits so long; what comes meanwhile is told together */
                        group_minutes?: number;
                        /** @description None: all */
                        kinds?: ("site.offline" | "site.gaps" | "site.certificate" | "quarantine" | "device.identity" | "audit.contradicted" | "audit.unsealed" | "archive.damaged" | "backup.failed" | "rotation.due" | "hub.keys" | "target.failing")[];
                        /** @description Only what has lasted so long: a site that is offline for hours */
                        lasting_minutes?: number;
                        name?: string;
                        /** @description What lasts and nobody acknowledged is told again after so long; 0: never */
                        repeat_hours?: number;
                        /** @enum {string} */
                        severity_min?: "info" | "warning" | "critical";
                        /** @description Null: all, and what concerns no site */
                        sites?: string[] | null;
                        /** @description Webhooks and mail targets */
                        targets?: string[];
                        /** @description Tells when what it told of is over */
                        tells_end?: boolean;
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            enabled: boolean;
                            /** @description After a message the next waits so long; what comes meanwhile is told together */
                            group_minutes: number;
                            /** Format: uuid */
                            id: string;
                            /** @description None: all */
                            kinds: ("site.offline" | "site.gaps" | "site.certificate" | "quarantine" | "device.identity" | "audit.contradicted" | "audit.unsealed" | "archive.damaged" | "backup.failed" | "rotation.due" | "hub.keys" | "target.failing")[];
                            /** Format: date-time */
                            last_sent_at: string | null;
                            /** @description Only what has lasted so long: a site that is offline for hours */
                            lasting_minutes: number;
                            name: string;
                            /** @description What lasts and nobody acknowledged is told again after so long; 0: never */
                            repeat_hours: number;
                            /** @enum {string} */
                            severity_min: "info" | "warning" | "critical";
                            /** @description Null: all, and what concerns no site */
                            sites: string[] | null;
                            targets: string[];
                            /** @description Tells when what it told of is over */
                            tells_end: boolean;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            version: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/alert-rules/{id}/test/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an example to each of its targets */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            queued: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What wants attention, or did, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    state?: "open" | "ended";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /** Format: date-time */
                                acknowledged_at: string | null;
                                acknowledged_by: string | null;
                                detail: string;
                                /** Format: date-time */
                                ended_at: string | null;
                                ended_by: string | null;
                                id: number;
                                /** @enum {string} */
                                kind: "site.offline" | "site.gaps" | "site.certificate" | "quarantine" | "device.identity" | "audit.contradicted" | "audit.unsealed" | "archive.damaged" | "backup.failed" | "rotation.due" | "hub.keys" | "target.failing";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                opened_at: string;
                                /** @description Times that it came back within a day */
                                returns: number;
                                /** @enum {string} */
                                severity: "info" | "warning" | "critical";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                since: string;
                                site_id: string | null;
                                title: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}/acknowledge/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that somebody has seen it; what happened once ends with it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            acknowledged_at: string | null;
                            acknowledged_by: string | null;
                            detail: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            ended_by: string | null;
                            id: number;
                            /** @enum {string} */
                            kind: "site.offline" | "site.gaps" | "site.certificate" | "quarantine" | "device.identity" | "audit.contradicted" | "audit.unsealed" | "archive.damaged" | "backup.failed" | "rotation.due" | "hub.keys" | "target.failing";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            opened_at: string;
                            /** @description Times that it came back within a day */
                            returns: number;
                            /** @enum {string} */
                            severity: "info" | "warning" | "critical";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            since: string;
                            site_id: string | null;
                            title: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Installed applications, the most installed first, with their five foremost versions */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /** @description package URL (purl) without a version */
                                id: string;
                                /** @description real devices that have it */
                                installs: number;
                                installs_simulated: number;
                                name: string;
                                publisher: string | null;
                                source: string;
                                version_count: number;
                                versions: {
                                    installs: number;
                                    installs_simulated: number;
                                    version: string;
                                }[];
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One application with all installed versions; the id is URL-encoded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            /** @description package URL (purl) without a version */
                            id: string;
                            /** @description real devices that have it */
                            installs: number;
                            installs_simulated: number;
                            name: string;
                            publisher: string | null;
                            source: string;
                            version_count: number;
                            versions: {
                                installs: number;
                                installs_simulated: number;
                                version: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The event store, newest first; entries without a position are not sealed yet */
        get: {
            parameters: {
                query?: {
                    /** @description This action and everything below it */
                    action?: string;
                    /** @description Exactly this actor */
                    actor?: string;
                    cursor?: string;
                    /** @description RFC 3339, UTC */
                    from?: string;
                    limit?: number;
                    outcome?: "done" | "refused" | "failed";
                    /** @description About this site: itself, or what names it */
                    site?: string;
                    /** @description Exactly this subject */
                    subject?: string;
                    /** @description RFC 3339, UTC */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                action: string;
                                actor: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                detail: {
                                    [key: string]: unknown;
                                };
                                hash: string | null;
                                id: number;
                                /** @enum {string} */
                                outcome: "done" | "refused" | "failed";
                                position: number | null;
                                site: string | null;
                                subject: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry, with the checkpoint that covers it and the relays that hold one */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            action: string;
                            actor: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            at: string;
                            checkpoint: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                position: number;
                                witnesses: {
                                    agrees: boolean;
                                    position: number;
                                    relay_id: string;
                                    site_id: string;
                                }[];
                            } | null;
                            detail: {
                                [key: string]: unknown;
                            };
                            hash: string | null;
                            id: number;
                            /** @enum {string} */
                            outcome: "done" | "refused" | "failed";
                            position: number | null;
                            site: string | null;
                            subject: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/checkpoints/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signed checkpoints, newest first, and the sites that witnessed them */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                /** @description Signed by the hub, base64: keep it elsewhere */
                                envelope: string;
                                position: number;
                                sites: string[];
                                sites_total: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All sealed entries that the filter lets through, oldest first, as a stream */
        get: {
            parameters: {
                query?: {
                    /** @description This action and everything below it */
                    action?: string;
                    /** @description Exactly this actor */
                    actor?: string;
                    format?: "jsonl" | "csv";
                    /** @description RFC 3339, UTC */
                    from?: string;
                    outcome?: "done" | "refused" | "failed";
                    /** @description About this site: itself, or what names it */
                    site?: string;
                    /** @description Exactly this subject */
                    subject?: string;
                    /** @description RFC 3339, UTC */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One entry a line */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                        "text/csv": string;
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/state/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the record is sealed, whether that is late, and the newest checkpoint */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alarm: string | null;
                            checkpoint: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                /** @description Signed by the hub, base64: keep it elsewhere */
                                envelope: string;
                                position: number;
                            } | null;
                            dropped_through: number;
                            sealed_through: number;
                            unsealed: number;
                            unsealed_oldest_ms: number;
                            witnesses: {
                                acknowledged: {
                                    /** Format: date-time */
                                    at: string | null;
                                    by: string | null;
                                    reason: string | null;
                                } | null;
                                fault: string | null;
                                /** Format: date-time */
                                noticed_at: string | null;
                                position: number;
                                relay_id: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                seen_at: string;
                                site_id: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verifications/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Recomputes the whole chain and checks every checkpoint; names the first bad entry */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A signed checkpoint that was kept elsewhere, base64 */
                        against?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            broken_at: number | null;
                            checkpoints: number | null;
                            dated_back: number | null;
                            dated_back_at: number | null;
                            dropped_through: number | null;
                            entries: number | null;
                            held: number | null;
                            reason: string | null;
                            /** Format: date-time */
                            verified_at: string | null;
                            whole: boolean;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verifications/parts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verifies the chain from one checkpoint to a later one, about 5,000 entries at a time */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description 0, or `through` of the part before */
                        after: number;
                        /** @description A signed checkpoint that was kept elsewhere, base64 */
                        against?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            broken_at: number | null;
                            broken_id: number | null;
                            checkpoints: number;
                            dated_back: number | null;
                            dated_back_at: number | null;
                            held: number;
                            is_last: boolean;
                            reason: string | null;
                            sealed_through: number;
                            through: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            verified_at: string;
                            whole: boolean;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/witnesses/{relay}/acknowledgement/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Explains the contradiction of a relay, after a restore; only a person can */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    relay: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/documents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest document of each site, its lease, and whether it waits for an approver */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            director: {
                                /** @description What is missing, with the commands; empty: nothing */
                                detail: string;
                                ready: boolean;
                            };
                            items: {
                                document: null | {
                                    /** @enum {string} */
                                    approval: "not_needed" | "needed" | "given";
                                    approvals: number;
                                    /** Format: date-time */
                                    approved_at: string | null;
                                    approved_by: string[];
                                    /** @enum {string} */
                                    cause: "first" | "changed" | "keys" | "lease";
                                    conflicts: number;
                                    dangerous: number;
                                    devices: number;
                                    generation: number;
                                    hash: string;
                                    /**
                                     * Format: date-time
                                     * @description RFC 3339, UTC
                                     */
                                    issued_at: string;
                                    lease: {
                                        /**
                                         * Format: date-time
                                         * @description RFC 3339, UTC
                                         */
                                        grace_at: string;
                                        /**
                                         * Format: date-time
                                         * @description RFC 3339, UTC
                                         */
                                        hold_at: string;
                                        /**
                                         * Format: date-time
                                         * @description RFC 3339, UTC
                                         */
                                        safe_at: string;
                                        /** @enum {string} */
                                        state: "fresh" | "grace" | "hold" | "safe";
                                    };
                                    ledger_epoch: number;
                                    orders: number;
                                    /** @description SHA-256 of what was signed before: lineage */
                                    parent: string | null;
                                    root: string;
                                    site_id: string;
                                };
                                name: string;
                                site_id: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/documents/{site}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Documents of a site, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @enum {string} */
                                approval: "not_needed" | "needed" | "given";
                                approvals: number;
                                /** Format: date-time */
                                approved_at: string | null;
                                approved_by: string[];
                                /** @enum {string} */
                                cause: "first" | "changed" | "keys" | "lease";
                                conflicts: number;
                                dangerous: number;
                                devices: number;
                                generation: number;
                                hash: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                issued_at: string;
                                ledger_epoch: number;
                                orders: number;
                                /** @description SHA-256 of what was signed before: lineage */
                                parent: string | null;
                                root: string;
                                site_id: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/documents/{site}/{generation}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A document of a site, and what it orders otherwise than another one */
        get: {
            parameters: {
                query?: {
                    /** @description Another generation; the one before unless told */
                    against?: number;
                };
                header?: never;
                path: {
                    generation: number;
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            against: number | null;
                            /** @enum {string} */
                            approval: "not_needed" | "needed" | "given";
                            approvals: number;
                            /** Format: date-time */
                            approved_at: string | null;
                            approved_by: string[];
                            /** @enum {string} */
                            cause: "first" | "changed" | "keys" | "lease";
                            changes: {
                                after: null | {
                                    /** @enum {string} */
                                    action: "install" | "remove" | "pin";
                                    assignment: string;
                                    /** @enum {string} */
                                    format: "deb" | "rpm" | "msi" | "msix" | "exe" | "pkg" | "apk" | "agent" | "relay";
                                    /** @enum {string} */
                                    plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                                    ring: number;
                                    rollback: boolean;
                                    sha256: string | null;
                                    target_path: string | null;
                                    version: string;
                                };
                                before: null | {
                                    /** @enum {string} */
                                    action: "install" | "remove" | "pin";
                                    assignment: string;
                                    /** @enum {string} */
                                    format: "deb" | "rpm" | "msi" | "msix" | "exe" | "pkg" | "apk" | "agent" | "relay";
                                    /** @enum {string} */
                                    plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                                    ring: number;
                                    rollback: boolean;
                                    sha256: string | null;
                                    target_path: string | null;
                                    version: string;
                                };
                                device_id: string;
                                fields: string[];
                                package_name: string;
                            }[];
                            changes_more: number;
                            conflicts: {
                                device_id: string;
                                losers: string[];
                                package_name: string;
                                winner: string;
                            }[];
                            dangerous: {
                                /** @enum {string} */
                                action: "install" | "remove" | "pin";
                                dangers: ("removal" | "below_min_version" | "late_ring")[];
                                device_id: string;
                                intent_id: string;
                                package_name: string;
                                version: string;
                                why: string[];
                            }[];
                            devices: number;
                            generation: number;
                            hash: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            issued_at: string;
                            lease: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                grace_at: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                hold_at: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                safe_at: string;
                                /** @enum {string} */
                                state: "fresh" | "grace" | "hold" | "safe";
                            };
                            ledger_epoch: number;
                            orders: number;
                            /** @description SHA-256 of what was signed before: lineage */
                            parent: string | null;
                            root: string;
                            site_id: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/documents/{site}/approval/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back the manifest with an approver’s signature; not by who made its orders */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Base64 of the same bytes with the approver’s signature */
                        manifest: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/documents/{site}/bundle/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest document as a whole, as a stick carries it to the relay */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/documents/{site}/manifest/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest document’s manifest, for an approver to sign */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            file_name: string;
                            generation: number;
                            hash: string;
                            /** @description Base64 of the bytes that an approver signs */
                            manifest: string;
                            site_id: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/intents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deployment intents, newest first, with what devices said of them */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    package_id?: string;
                    search?: string;
                    state?: "active" | "cancelled";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /** @enum {string} */
                                action: "install" | "remove" | "pin" | "rollback";
                                cancelled_by: string | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                changed_at: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                format: string;
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                package_id: string;
                                package_name: string;
                                /** Format: uuid */
                                package_version_id: string | null;
                                /** @enum {string} */
                                plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                                /** @description The ETag, for If-Match */
                                revision: number;
                                rings: {
                                    ring_number: number;
                                }[];
                                /** @description Devices by what they said last */
                                said: {
                                    [key: string]: number;
                                };
                                security: boolean;
                                /** @enum {string} */
                                state: "active" | "cancelled";
                                target_scope: {
                                    business_units: string[];
                                    device_groups: string[];
                                    devices: string[];
                                    sites: string[];
                                };
                                tries: number;
                                version: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Create deployment intent
         * @description Which version devices are to run, where, when and with which checks. Documents of the sites follow by themselves. The same Idempotency-Key gives the same intent.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        action?: "install" | "remove" | "pin" | "rollback";
                        /** @default 3 */
                        attempts_max?: number;
                        checks?: {
                            after?: {
                                args?: string[];
                                /** @enum {string} */
                                kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                path?: string;
                                port?: number;
                                /** @default 30000 */
                                timeout_ms?: number;
                                unit?: string;
                            }[];
                            before?: {
                                args?: string[];
                                /** @enum {string} */
                                kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                path?: string;
                                port?: number;
                                /** @default 30000 */
                                timeout_ms?: number;
                                unit?: string;
                            }[];
                        };
                        /** Format: uuid */
                        package_id: string;
                        /** Format: uuid */
                        package_version_id?: string;
                        /** @enum {string} */
                        plane?: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                        /** @description The ring that this assignment is for */
                        rings: {
                            ring_number: number;
                        }[];
                        schedule?: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            deadline?: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            not_before?: string;
                            windows?: {
                                days: number[];
                                from_minute: number;
                                minutes: number;
                            }[];
                        };
                        /**
                         * @description Allowed where the lease is HOLD
                         * @default false
                         */
                        security?: boolean;
                        /** @description Devices of any of these */
                        target_scope: {
                            business_units?: string[];
                            device_groups?: string[];
                            devices?: string[];
                            sites?: string[];
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            action: "install" | "remove" | "pin" | "rollback";
                            /** Format: date-time */
                            as_of: string | null;
                            attempts_max: number;
                            cancelled_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            checks: {
                                after: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                                before: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                            };
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            devices_total: number;
                            format: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            package_id: string;
                            package_name: string;
                            /** Format: uuid */
                            package_version_id: string | null;
                            /** @enum {string} */
                            plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                            /** @description The ETag, for If-Match */
                            revision: number;
                            rings: {
                                ring_number: number;
                            }[];
                            schedule: {
                                /** Format: date-time */
                                deadline: string | null;
                                /** Format: date-time */
                                not_before: string | null;
                                windows: {
                                    days: number[];
                                    from_minute: number;
                                    minutes: number;
                                }[];
                            };
                            security: boolean;
                            /** @enum {string} */
                            state: "active" | "cancelled";
                            /** @description Devices by state; `unknown` is one that said nothing */
                            states: {
                                [key: string]: number;
                            };
                            target_scope: {
                                business_units: string[];
                                device_groups: string[];
                                devices: string[];
                                sites: string[];
                            };
                            tries: number;
                            version: string | null;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            action: "install" | "remove" | "pin" | "rollback";
                            /** Format: date-time */
                            as_of: string | null;
                            attempts_max: number;
                            cancelled_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            checks: {
                                after: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                                before: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                            };
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            devices_total: number;
                            format: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            package_id: string;
                            package_name: string;
                            /** Format: uuid */
                            package_version_id: string | null;
                            /** @enum {string} */
                            plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                            /** @description The ETag, for If-Match */
                            revision: number;
                            rings: {
                                ring_number: number;
                            }[];
                            schedule: {
                                /** Format: date-time */
                                deadline: string | null;
                                /** Format: date-time */
                                not_before: string | null;
                                windows: {
                                    days: number[];
                                    from_minute: number;
                                    minutes: number;
                                }[];
                            };
                            security: boolean;
                            /** @enum {string} */
                            state: "active" | "cancelled";
                            /** @description Devices by state; `unknown` is one that said nothing */
                            states: {
                                [key: string]: number;
                            };
                            target_scope: {
                                business_units: string[];
                                device_groups: string[];
                                devices: string[];
                                sites: string[];
                            };
                            tries: number;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/intents/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A deployment intent: what, where, when, and how many devices are how far */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            action: "install" | "remove" | "pin" | "rollback";
                            /** Format: date-time */
                            as_of: string | null;
                            attempts_max: number;
                            cancelled_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            checks: {
                                after: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                                before: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                            };
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            devices_total: number;
                            format: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            package_id: string;
                            package_name: string;
                            /** Format: uuid */
                            package_version_id: string | null;
                            /** @enum {string} */
                            plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                            /** @description The ETag, for If-Match */
                            revision: number;
                            rings: {
                                ring_number: number;
                            }[];
                            schedule: {
                                /** Format: date-time */
                                deadline: string | null;
                                /** Format: date-time */
                                not_before: string | null;
                                windows: {
                                    days: number[];
                                    from_minute: number;
                                    minutes: number;
                                }[];
                            };
                            security: boolean;
                            /** @enum {string} */
                            state: "active" | "cancelled";
                            /** @description Devices by state; `unknown` is one that said nothing */
                            states: {
                                [key: string]: number;
                            };
                            target_scope: {
                                business_units: string[];
                                device_groups: string[];
                                devices: string[];
                                sites: string[];
                            };
                            tries: number;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/intents/{id}/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an intent: devices that have not carried it out leave it */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "if-match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            action: "install" | "remove" | "pin" | "rollback";
                            /** Format: date-time */
                            as_of: string | null;
                            attempts_max: number;
                            cancelled_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            checks: {
                                after: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                                before: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                            };
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            devices_total: number;
                            format: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            package_id: string;
                            package_name: string;
                            /** Format: uuid */
                            package_version_id: string | null;
                            /** @enum {string} */
                            plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                            /** @description The ETag, for If-Match */
                            revision: number;
                            rings: {
                                ring_number: number;
                            }[];
                            schedule: {
                                /** Format: date-time */
                                deadline: string | null;
                                /** Format: date-time */
                                not_before: string | null;
                                windows: {
                                    days: number[];
                                    from_minute: number;
                                    minutes: number;
                                }[];
                            };
                            security: boolean;
                            /** @enum {string} */
                            state: "active" | "cancelled";
                            /** @description Devices by state; `unknown` is one that said nothing */
                            states: {
                                [key: string]: number;
                            };
                            target_scope: {
                                business_units: string[];
                                device_groups: string[];
                                devices: string[];
                                sites: string[];
                            };
                            tries: number;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/intents/{id}/devices/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where an intent stands on each of its devices, and why */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                attempt: number | null;
                                device_id: string;
                                generation: number | null;
                                hostname: string | null;
                                /** @description Why, in words; empty: nothing is to be said */
                                reason: string;
                                /** Format: date-time */
                                said_at: string | null;
                                site_id: string;
                                /** @enum {string} */
                                state: "accepted" | "refused" | "waiting" | "fetching" | "installing" | "installed" | "restart_needed" | "failed" | "rolled_back" | "removed" | "unchanged" | "attested" | "unknown" | "waits_for_issue" | "waits_for_approval" | "superseded" | "not_ours" | "not_published" | "not_vouched" | "not_listed" | "cancelled";
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/intents/{id}/devices/{device}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that a device said of an intent, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                attempt: number;
                                code: string;
                                detail: string;
                                generation: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                said_at: string;
                                /** @enum {string} */
                                step: "accepted" | "refused" | "waiting" | "fetching" | "installing" | "installed" | "restart_needed" | "failed" | "rolled_back" | "removed" | "unchanged" | "attested";
                                /** @description Which retry of the assignment it is about */
                                try: number;
                                version: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/intents/{id}/retry/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has devices that gave up begin anew; those that are done stay so */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "if-match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            action: "install" | "remove" | "pin" | "rollback";
                            /** Format: date-time */
                            as_of: string | null;
                            attempts_max: number;
                            cancelled_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            checks: {
                                after: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                                before: {
                                    args?: string[];
                                    /** @enum {string} */
                                    kind: "service_active" | "file_exists" | "port_open" | "program_succeeds";
                                    path?: string;
                                    port?: number;
                                    /** @default 30000 */
                                    timeout_ms: number;
                                    unit?: string;
                                }[];
                            };
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            devices_total: number;
                            format: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            package_id: string;
                            package_name: string;
                            /** Format: uuid */
                            package_version_id: string | null;
                            /** @enum {string} */
                            plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                            /** @description The ETag, for If-Match */
                            revision: number;
                            rings: {
                                ring_number: number;
                            }[];
                            schedule: {
                                /** Format: date-time */
                                deadline: string | null;
                                /** Format: date-time */
                                not_before: string | null;
                                windows: {
                                    days: number[];
                                    from_minute: number;
                                    minutes: number;
                                }[];
                            };
                            security: boolean;
                            /** @enum {string} */
                            state: "active" | "cancelled";
                            /** @description Devices by state; `unknown` is one that said nothing */
                            states: {
                                [key: string]: number;
                            };
                            target_scope: {
                                business_units: string[];
                                device_groups: string[];
                                devices: string[];
                                sites: string[];
                            };
                            tries: number;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/planes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which plane executes for a package at a place; the agent where nothing is said */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                device_group: string | null;
                                format: string | null;
                                id: number;
                                /** Format: uuid */
                                package_id: string | null;
                                package_name: string | null;
                                /** @enum {string} */
                                plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                                site_id: string | null;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Says which plane executes; the most specific rule holds: package, then group, then site */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        device_group?: string;
                        /** Format: uuid */
                        package_id?: string;
                        /** @enum {string} */
                        plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                        site_id?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            device_group: string | null;
                            format: string | null;
                            id: number;
                            /** Format: uuid */
                            package_id: string | null;
                            package_name: string | null;
                            /** @enum {string} */
                            plane: "agent" | "intune" | "jamf" | "sccm" | "landscape" | "awx";
                            site_id: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deployments/planes/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a rule back; what is more general holds again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/device-groups/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Groups of devices, which grants can be limited to */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                devices: number;
                                id: string;
                                name: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a group of devices, with nobody in it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            devices: number;
                            id: string;
                            name: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/device-groups/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Dissolves a group; grants that name it reach nothing by it any more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/device-groups/{id}/devices/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices of a group */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                hostname: string | null;
                                id: string;
                                site_id: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/device-groups/{id}/devices/{device}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a device into a group */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a device out of a group */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices by name or by last event; search finds part of a name or the start of an id */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    search?: string;
                    simulated?: boolean;
                    site?: string;
                    sort?: "hostname" | "last_event_at";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /** Format: date-time */
                                as_of: string | null;
                                /** @enum {string} */
                                freshness: "fresh" | "late" | "dark" | "never";
                                hostname: string | null;
                                id: string;
                                /** Format: date-time */
                                last_event_at: string | null;
                                os: string | null;
                                run: string | null;
                                simulated: boolean;
                                site_id: string;
                                software_count: number | null;
                            }[];
                            next_cursor: string | null;
                            total: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One device: hardware, system, streams, collectors and what is measured */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            collectors: {
                                cpu_ms_total: number;
                                detail: string | null;
                                items: number;
                                name: string;
                                runs: number;
                                /** @enum {string} */
                                status: "ok" | "slowed" | "failed";
                                wall_ms_last: number;
                            }[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            enrolled_at: string;
                            /** @enum {string} */
                            freshness: "fresh" | "late" | "dark" | "never";
                            hardware: {
                                cpu: {
                                    cores: number | null;
                                    max_mhz: number | null;
                                    model: string | null;
                                    sockets: number | null;
                                    threads: number | null;
                                    vendor: string | null;
                                };
                                disks: {
                                    model: string | null;
                                    name: string;
                                    size_bytes: number | null;
                                    type: string | null;
                                }[];
                                machine: {
                                    chassis: string | null;
                                    model: string | null;
                                    serial: string | null;
                                    vendor: string | null;
                                };
                                memory: {
                                    total_bytes: number | null;
                                };
                                network: {
                                    addresses: string[];
                                    mac: string | null;
                                    name: string;
                                }[];
                            };
                            hostname: string | null;
                            id: string;
                            inventory: {
                                /** Format: date-time */
                                at: string | null;
                                hash: string | null;
                                pending_deltas: number;
                            };
                            /** Format: date-time */
                            last_event_at: string | null;
                            measurements: {
                                reason: string | null;
                                /** @enum {string} */
                                state: "measured" | "unmeasured";
                                what: string;
                            }[];
                            os: {
                                arch: string | null;
                                kernel: string | null;
                                name: string | null;
                                version: string | null;
                            };
                            run: string | null;
                            simulated: boolean;
                            site_id: string;
                            software_count: number | null;
                            /** @description The device whose key it still uses: it has to be enrolled anew */
                            split_of: string | null;
                            streams: {
                                current: boolean;
                                events_committed: number;
                                events_rejected: number;
                                events_void: number;
                                incarnation: string;
                                /** @enum {string} */
                                lane: "urgent" | "ledger" | "bulk";
                                through: number;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{id}/deployments/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a device is to run, and where each order stands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /** @enum {string} */
                                action: "install" | "remove" | "pin" | "rollback";
                                attempt: number | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                generation: number | null;
                                /** Format: uuid */
                                intent_id: string;
                                package_name: string;
                                /** @description Why, in words; empty: nothing is to be said */
                                reason: string;
                                ring_number: number;
                                /** Format: date-time */
                                said_at: string | null;
                                /** @enum {string} */
                                state: "accepted" | "refused" | "waiting" | "fetching" | "installing" | "installed" | "restart_needed" | "failed" | "rolled_back" | "removed" | "unchanged" | "attested" | "unknown" | "waits_for_issue" | "waits_for_approval" | "superseded" | "not_ours" | "not_published" | "not_vouched" | "not_listed" | "cancelled";
                                version: string | null;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{id}/hourly/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a device said by hour of its own time: events by kind, and of metrics minimum, maximum, average and last value; the last 24 hours unless told, at most 31 days */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    /** @description RFC 3339, UTC */
                    from?: string;
                    limit?: number;
                    /** @description RFC 3339, UTC */
                    to?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                average: number | null;
                                events: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                hour: string;
                                kind: string;
                                last: number | null;
                                max: number | null;
                                min: number | null;
                                series: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{id}/software/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is installed on a device, by name */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    search?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                application_id: string | null;
                                architecture: string | null;
                                name: string;
                                publisher: string | null;
                                source: string;
                                version: string;
                            }[];
                            next_cursor: string | null;
                            total: number | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{id}/usage/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What ran on a device, newest first; what was too short to follow is only counted */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    /** @description RFC 3339, UTC */
                    from?: string;
                    limit?: number;
                    /** @description RFC 3339, UTC */
                    to?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                end_uncertainty_ms: number | null;
                                /** Format: date-time */
                                ended_at: string | null;
                                instances_max: number;
                                path: string | null;
                                pid: number;
                                program: string;
                                start_uncertainty_ms: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                started_at: string;
                                subject_id: string;
                                title: string | null;
                                /** @description null without a name, or without the permission person.read */
                                user: string | null;
                            }[];
                            measurement: {
                                reason: string | null;
                                /** @enum {string} */
                                state: "measured" | "unmeasured";
                                what: string;
                            } | null;
                            next_cursor: string | null;
                            short_programs: {
                                count: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                from: string;
                                program: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                to: string;
                            }[];
                            short_programs_measurement: {
                                reason: string | null;
                                /** @enum {string} */
                                state: "measured" | "unmeasured";
                                what: string;
                            } | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/conflicts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys that more than one machine uses, or that contradict themselves; newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    device?: string;
                    limit?: number;
                    state?: "open" | "resolved";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /** @enum {string} */
                                cause: "contradiction" | "concurrent";
                                device_id: string;
                                /** @description How many histories the key has */
                                histories: number;
                                hostname: string | null;
                                id: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                opened_at: string;
                                reason: string | null;
                                /** @enum {string|null} */
                                resolution: "same_machine" | "two_machines" | null;
                                /** Format: date-time */
                                resolved_at: string | null;
                                resolved_by: string | null;
                                site_id: string;
                                /** @enum {string} */
                                state: "open" | "resolved";
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/conflicts/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One identity conflict: every history with its exact ranges and what is known of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            cause: "contradiction" | "concurrent";
                            device_id: string;
                            histories: {
                                alive_beside_others: boolean;
                                batches_waiting: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                began_at: string;
                                /** @description Where there are two machines, this history may become a device of its own */
                                can_be_kept_apart: boolean;
                                /** @description The device that it belongs to by decision */
                                device_id: string | null;
                                events: number;
                                id: string;
                                /** @description By decision, the device's own */
                                kept: boolean;
                                /** @enum {string} */
                                kind: "continued" | "incarnation" | "contradiction";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                last_at: string;
                                machine: {
                                    macs: string[];
                                    model: string | null;
                                    os: string | null;
                                    serial: string | null;
                                    vendor: string | null;
                                };
                                ranges: {
                                    events: number;
                                    first: number;
                                    incarnation: string;
                                    /** @enum {string} */
                                    lane: "urgent" | "ledger" | "bulk";
                                    last: number;
                                    /** @enum {string} */
                                    state: "committed" | "quarantined" | "released" | "sent_again";
                                }[];
                                /** Format: date-time */
                                received_from: string | null;
                                /** Format: date-time */
                                received_to: string | null;
                                relays: string[];
                                sites: string[];
                            }[];
                            hostname: string | null;
                            id: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            opened_at: string;
                            reason: string | null;
                            /** @enum {string|null} */
                            resolution: "same_machine" | "two_machines" | null;
                            /** Format: date-time */
                            resolved_at: string | null;
                            resolved_by: string | null;
                            site_id: string;
                            /** @enum {string} */
                            state: "open" | "resolved";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/conflicts/{id}/resolve/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides an identity conflict: one machine that was restored, or two machines */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        kept: string;
                        reason: string;
                        /** @enum {string} */
                        resolution: "same_machine" | "two_machines";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            cause: "contradiction" | "concurrent";
                            device_id: string;
                            histories: {
                                alive_beside_others: boolean;
                                batches_waiting: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                began_at: string;
                                /** @description Where there are two machines, this history may become a device of its own */
                                can_be_kept_apart: boolean;
                                /** @description The device that it belongs to by decision */
                                device_id: string | null;
                                events: number;
                                id: string;
                                /** @description By decision, the device's own */
                                kept: boolean;
                                /** @enum {string} */
                                kind: "continued" | "incarnation" | "contradiction";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                last_at: string;
                                machine: {
                                    macs: string[];
                                    model: string | null;
                                    os: string | null;
                                    serial: string | null;
                                    vendor: string | null;
                                };
                                ranges: {
                                    events: number;
                                    first: number;
                                    incarnation: string;
                                    /** @enum {string} */
                                    lane: "urgent" | "ledger" | "bulk";
                                    last: number;
                                    /** @enum {string} */
                                    state: "committed" | "quarantined" | "released" | "sent_again";
                                }[];
                                /** Format: date-time */
                                received_from: string | null;
                                /** Format: date-time */
                                received_to: string | null;
                                relays: string[];
                                sites: string[];
                            }[];
                            hostname: string | null;
                            id: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            opened_at: string;
                            reason: string | null;
                            /** @enum {string|null} */
                            resolution: "same_machine" | "two_machines" | null;
                            /** Format: date-time */
                            resolved_at: string | null;
                            resolved_by: string | null;
                            site_id: string;
                            /** @enum {string} */
                            state: "open" | "resolved";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/stream/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: ledger, site, audit and rate, merged every 250 ms */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was given which role and how far, newest first; taken back and ended ones too */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    role?: "platform_admin" | "packaging_engineer" | "publisher" | "cab_approver" | "security_reviewer" | "license_admin" | "endpoint_ops" | "auditor" | "end_user";
                    subject?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: date-time */
                                expires_at: string | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                granted_at: string;
                                granted_by: string;
                                id: number;
                                /** Format: date-time */
                                revoked_at: string | null;
                                role: string;
                                /** @description all, or the values that are reached; an object must lie within each of the four */
                                scope: {
                                    business_units: "all" | string[];
                                    device_groups: "all" | string[];
                                    environments: "all" | string[];
                                    sites: "all" | string[];
                                };
                                subject: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Gives a role within a scope to a user, or to whom a provider names in a group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_at?: string | null;
                        /** @enum {string} */
                        role: "platform_admin" | "packaging_engineer" | "publisher" | "cab_approver" | "security_reviewer" | "license_admin" | "endpoint_ops" | "auditor" | "end_user";
                        /** @description all, or the values that are reached; an object must lie within each of the four */
                        scope: {
                            business_units: "all" | string[];
                            device_groups: "all" | string[];
                            environments: "all" | string[];
                            sites: "all" | string[];
                        };
                        subject: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            granted_at: string;
                            granted_by: string;
                            id: number;
                            /** Format: date-time */
                            revoked_at: string | null;
                            role: string;
                            /** @description all, or the values that are reached; an object must lie within each of the four */
                            scope: {
                                business_units: "all" | string[];
                                device_groups: "all" | string[];
                                environments: "all" | string[];
                                sites: "all" | string[];
                            };
                            subject: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}/revoke/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a grant back, at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            granted_at: string;
                            granted_by: string;
                            id: number;
                            /** Format: date-time */
                            revoked_at: string | null;
                            role: string;
                            /** @description all, or the values that are reached; an object must lie within each of the four */
                            scope: {
                                business_units: "all" | string[];
                                device_groups: "all" | string[];
                                environments: "all" | string[];
                                sites: "all" | string[];
                            };
                            subject: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-server/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server that takes mails; its password is never told. Null: none is set */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            server: {
                                host: string;
                                port: number;
                                /** @enum {string} */
                                security: "starttls" | "tls" | "none";
                                sender: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                updated_at: string;
                                updated_by: string;
                                username: string;
                            } | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Sets the mail server; without a password the one so far stays
         * @description Encryption is required (`starttls` or `tls`, TLS 1.2 or newer, the name is checked) unless `security` is `none`, which needs a host named in EUCORA_OUTBOUND_ALLOW and sends no password.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        host: string;
                        password?: string;
                        port: number;
                        /** @enum {string} */
                        security: "starttls" | "tls" | "none";
                        sender: string;
                        username: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            host: string;
                            port: number;
                            /** @enum {string} */
                            security: "starttls" | "tls" | "none";
                            sender: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            updated_by: string;
                            username: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Forgets the mail server and its password; mails wait */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-targets/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who can be told by mail, and how that does */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                dead: number;
                                enabled: boolean;
                                /** Format: date-time */
                                failing_since: string | null;
                                /** Format: uuid */
                                id: string;
                                name: string;
                                pending: number;
                                recipients: string[];
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                updated_at: string;
                                version: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes somewhere to send mails to; rules say what is sent there */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        recipients: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dead: number;
                            enabled: boolean;
                            /** Format: date-time */
                            failing_since: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            pending: number;
                            recipients: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            version: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-targets/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a mail target; what was on its way is not sent */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes what is named; `version` refuses to overwrite what another changed */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        enabled?: boolean;
                        name?: string;
                        recipients?: string[];
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dead: number;
                            enabled: boolean;
                            /** Format: date-time */
                            failing_since: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            pending: number;
                            recipients: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            version: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/mail-targets/{id}/deliveries/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent and what is on its way, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                attempts: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                /** Format: date-time */
                                ended_at: string | null;
                                id: number;
                                last_error: string | null;
                                last_status: number | null;
                                /** Format: date-time */
                                next_at: string | null;
                                position: number | null;
                                /** @enum {string} */
                                state: "pending" | "delivered" | "dead";
                                type: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-targets/{id}/deliveries/{delivery}/again/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one mail once more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    delivery: number;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            queued: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-targets/{id}/test/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a mail that says that it is a test */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            queued: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/overview/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fleet at a glance */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            applications: number;
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            devices: number;
                            events_committed: number;
                            events_per_second: number;
                            identity_conflicts: number;
                            quarantined: number;
                            simulated_devices: number;
                            sites: {
                                dark: number;
                                fresh: number;
                                late: number;
                                never: number;
                            };
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-uploads/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Uploads, newest first: on their way, in intake, and how they ended */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                bytes: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                detail: string | null;
                                /**
                                 * Format: date-time
                                 * @description when it is given up unless something is added; null: it is whole
                                 */
                                expires_at: string | null;
                                file_name: string;
                                /** Format: uuid */
                                id: string;
                                /** @description refused: why; done: known when these bytes were there already */
                                reason: string | null;
                                /** @description bytes that are synced */
                                received: number;
                                /** @enum {string} */
                                state: "receiving" | "received" | "done" | "refused";
                                /** Format: uuid */
                                version_id: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Announces an upload (tus 1.0): answers where its bytes go */
        post: {
            parameters: {
                query?: never;
                header: {
                    "tus-resumable": string;
                    "upload-length": number;
                    /** @description filename and its value in base64; a name for people, never a path */
                    "upload-metadata"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            detail: string | null;
                            /**
                             * Format: date-time
                             * @description when it is given up unless something is added; null: it is whole
                             */
                            expires_at: string | null;
                            file_name: string;
                            /** Format: uuid */
                            id: string;
                            /** @description refused: why; done: known when these bytes were there already */
                            reason: string | null;
                            /** @description bytes that are synced */
                            received: number;
                            /** @enum {string} */
                            state: "receiving" | "received" | "done" | "refused";
                            /** Format: uuid */
                            version_id: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-uploads/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One upload, and how it ended */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            detail: string | null;
                            /**
                             * Format: date-time
                             * @description when it is given up unless something is added; null: it is whole
                             */
                            expires_at: string | null;
                            file_name: string;
                            /** Format: uuid */
                            id: string;
                            /** @description refused: why; done: known when these bytes were there already */
                            reason: string | null;
                            /** @description bytes that are synced */
                            received: number;
                            /** @enum {string} */
                            state: "receiving" | "received" | "done" | "refused";
                            /** Format: uuid */
                            version_id: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Cancels an upload that is on its way (tus 1.0) */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Adds bytes at the end of what is synced (tus 1.0) */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "tus-resumable": string;
                    "upload-offset": number;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/package-versions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of packages, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    format?: "deb" | "rpm" | "msi" | "msix" | "exe" | "intunewin" | "pkg" | "dmg" | "apk" | "ipa" | "tar";
                    limit?: number;
                    search?: string;
                    state?: "uploaded" | "inspected" | "staged" | "published" | "withdrawn";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                architecture: string | null;
                                bytes: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                changed_at: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                file_name: string;
                                /** @enum {string} */
                                format: "deb" | "rpm" | "msi" | "msix" | "exe" | "intunewin" | "pkg" | "dmg" | "apk" | "ipa" | "tar";
                                /** Format: uuid */
                                id: string;
                                name: string | null;
                                /** Format: uuid */
                                package_id: string | null;
                                sha256: string;
                                /** @enum {string} */
                                state: "uploaded" | "inspected" | "staged" | "published" | "withdrawn";
                                title: string | null;
                                version: string | null;
                                /** @description the publisher’s role whose signed metadata name its bytes; null: none does */
                                vouched_by: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-versions/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version of a package: what it says of itself, its state and who did what */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            architecture: string | null;
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dependencies: {
                                any_of: {
                                    constraint: string | null;
                                    name: string;
                                }[];
                                /** @enum {string} */
                                kind: "requires" | "recommends" | "suggests" | "provides" | "conflicts" | "replaces" | "condition";
                            }[];
                            description: string | null;
                            facts: {
                                [key: string]: string;
                            };
                            /** @description what was wrong with its bytes when they were last read; null: nothing */
                            fault: string | null;
                            file_name: string;
                            /** @enum {string} */
                            format: "deb" | "rpm" | "msi" | "msix" | "exe" | "intunewin" | "pkg" | "dmg" | "apk" | "ipa" | "tar";
                            history: {
                                actor: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                deed: string;
                            }[];
                            homepage: string | null;
                            /** Format: uuid */
                            id: string;
                            license: string | null;
                            name: string | null;
                            /** Format: uuid */
                            package_id: string | null;
                            publisher: {
                                /** @description what is typed on the publisher’s laptop next; null: nothing */
                                command: string | null;
                                /** @description who vouches, or what is missing */
                                detail: string;
                                /** @description below it an approver has to consent */
                                min_version: string | null;
                                /** @description of the target by which devices ask for it */
                                path: string | null;
                                role: string | null;
                                /** @enum {string} */
                                state: "vouched" | "missing" | "refused" | "no_root";
                            };
                            scans: {
                                /** Format: date-time */
                                at: string | null;
                                /** @description what was found, or why there is no result */
                                detail: string;
                                /** @enum {string} */
                                scanner: "clamav" | "trivy" | "grype";
                                /** @enum {string} */
                                status: "clean" | "found" | "failed" | "not_scanned";
                            }[];
                            sha256: string;
                            signature: {
                                /** @enum {string} */
                                presence: "present" | "absent" | "not_read";
                                /** @enum {string|null} */
                                scheme: "openpgp" | "authenticode" | "apk" | "jar" | null;
                                signers: {
                                    issuer: string | null;
                                    key: string | null;
                                    subject: string | null;
                                }[];
                                /** @description false: whom it names was not checked */
                                verified: boolean;
                            };
                            /** @enum {string} */
                            state: "uploaded" | "inspected" | "staged" | "published" | "withdrawn";
                            title: string | null;
                            vendor: string | null;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-versions/{id}/content/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a version, or one range of them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Default Response */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-versions/{id}/description/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says what bytes are that do not say so themselves */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        architecture?: string;
                        name: string;
                        version: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            architecture: string | null;
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dependencies: {
                                any_of: {
                                    constraint: string | null;
                                    name: string;
                                }[];
                                /** @enum {string} */
                                kind: "requires" | "recommends" | "suggests" | "provides" | "conflicts" | "replaces" | "condition";
                            }[];
                            description: string | null;
                            facts: {
                                [key: string]: string;
                            };
                            /** @description what was wrong with its bytes when they were last read; null: nothing */
                            fault: string | null;
                            file_name: string;
                            /** @enum {string} */
                            format: "deb" | "rpm" | "msi" | "msix" | "exe" | "intunewin" | "pkg" | "dmg" | "apk" | "ipa" | "tar";
                            history: {
                                actor: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                deed: string;
                            }[];
                            homepage: string | null;
                            /** Format: uuid */
                            id: string;
                            license: string | null;
                            name: string | null;
                            /** Format: uuid */
                            package_id: string | null;
                            publisher: {
                                /** @description what is typed on the publisher’s laptop next; null: nothing */
                                command: string | null;
                                /** @description who vouches, or what is missing */
                                detail: string;
                                /** @description below it an approver has to consent */
                                min_version: string | null;
                                /** @description of the target by which devices ask for it */
                                path: string | null;
                                role: string | null;
                                /** @enum {string} */
                                state: "vouched" | "missing" | "refused" | "no_root";
                            };
                            scans: {
                                /** Format: date-time */
                                at: string | null;
                                /** @description what was found, or why there is no result */
                                detail: string;
                                /** @enum {string} */
                                scanner: "clamav" | "trivy" | "grype";
                                /** @enum {string} */
                                status: "clean" | "found" | "failed" | "not_scanned";
                            }[];
                            sha256: string;
                            signature: {
                                /** @enum {string} */
                                presence: "present" | "absent" | "not_read";
                                /** @enum {string|null} */
                                scheme: "openpgp" | "authenticode" | "apk" | "jar" | null;
                                signers: {
                                    issuer: string | null;
                                    key: string | null;
                                    subject: string | null;
                                }[];
                                /** @description false: whom it names was not checked */
                                verified: boolean;
                            };
                            /** @enum {string} */
                            state: "uploaded" | "inspected" | "staged" | "published" | "withdrawn";
                            title: string | null;
                            vendor: string | null;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-versions/{id}/publish/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes a version that its publisher vouches for; not by who made or tested it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            architecture: string | null;
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dependencies: {
                                any_of: {
                                    constraint: string | null;
                                    name: string;
                                }[];
                                /** @enum {string} */
                                kind: "requires" | "recommends" | "suggests" | "provides" | "conflicts" | "replaces" | "condition";
                            }[];
                            description: string | null;
                            facts: {
                                [key: string]: string;
                            };
                            /** @description what was wrong with its bytes when they were last read; null: nothing */
                            fault: string | null;
                            file_name: string;
                            /** @enum {string} */
                            format: "deb" | "rpm" | "msi" | "msix" | "exe" | "intunewin" | "pkg" | "dmg" | "apk" | "ipa" | "tar";
                            history: {
                                actor: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                deed: string;
                            }[];
                            homepage: string | null;
                            /** Format: uuid */
                            id: string;
                            license: string | null;
                            name: string | null;
                            /** Format: uuid */
                            package_id: string | null;
                            publisher: {
                                /** @description what is typed on the publisher’s laptop next; null: nothing */
                                command: string | null;
                                /** @description who vouches, or what is missing */
                                detail: string;
                                /** @description below it an approver has to consent */
                                min_version: string | null;
                                /** @description of the target by which devices ask for it */
                                path: string | null;
                                role: string | null;
                                /** @enum {string} */
                                state: "vouched" | "missing" | "refused" | "no_root";
                            };
                            scans: {
                                /** Format: date-time */
                                at: string | null;
                                /** @description what was found, or why there is no result */
                                detail: string;
                                /** @enum {string} */
                                scanner: "clamav" | "trivy" | "grype";
                                /** @enum {string} */
                                status: "clean" | "found" | "failed" | "not_scanned";
                            }[];
                            sha256: string;
                            signature: {
                                /** @enum {string} */
                                presence: "present" | "absent" | "not_read";
                                /** @enum {string|null} */
                                scheme: "openpgp" | "authenticode" | "apk" | "jar" | null;
                                signers: {
                                    issuer: string | null;
                                    key: string | null;
                                    subject: string | null;
                                }[];
                                /** @description false: whom it names was not checked */
                                verified: boolean;
                            };
                            /** @enum {string} */
                            state: "uploaded" | "inspected" | "staged" | "published" | "withdrawn";
                            title: string | null;
                            vendor: string | null;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-versions/{id}/sbom/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bill of materials of a version, as SPDX 2.3 or CycloneDX 1.6 */
        get: {
            parameters: {
                query?: {
                    format?: "spdx" | "cyclonedx";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-versions/{id}/stage/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that a version was tested and is fit to be published */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            architecture: string | null;
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dependencies: {
                                any_of: {
                                    constraint: string | null;
                                    name: string;
                                }[];
                                /** @enum {string} */
                                kind: "requires" | "recommends" | "suggests" | "provides" | "conflicts" | "replaces" | "condition";
                            }[];
                            description: string | null;
                            facts: {
                                [key: string]: string;
                            };
                            /** @description what was wrong with its bytes when they were last read; null: nothing */
                            fault: string | null;
                            file_name: string;
                            /** @enum {string} */
                            format: "deb" | "rpm" | "msi" | "msix" | "exe" | "intunewin" | "pkg" | "dmg" | "apk" | "ipa" | "tar";
                            history: {
                                actor: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                deed: string;
                            }[];
                            homepage: string | null;
                            /** Format: uuid */
                            id: string;
                            license: string | null;
                            name: string | null;
                            /** Format: uuid */
                            package_id: string | null;
                            publisher: {
                                /** @description what is typed on the publisher’s laptop next; null: nothing */
                                command: string | null;
                                /** @description who vouches, or what is missing */
                                detail: string;
                                /** @description below it an approver has to consent */
                                min_version: string | null;
                                /** @description of the target by which devices ask for it */
                                path: string | null;
                                role: string | null;
                                /** @enum {string} */
                                state: "vouched" | "missing" | "refused" | "no_root";
                            };
                            scans: {
                                /** Format: date-time */
                                at: string | null;
                                /** @description what was found, or why there is no result */
                                detail: string;
                                /** @enum {string} */
                                scanner: "clamav" | "trivy" | "grype";
                                /** @enum {string} */
                                status: "clean" | "found" | "failed" | "not_scanned";
                            }[];
                            sha256: string;
                            signature: {
                                /** @enum {string} */
                                presence: "present" | "absent" | "not_read";
                                /** @enum {string|null} */
                                scheme: "openpgp" | "authenticode" | "apk" | "jar" | null;
                                signers: {
                                    issuer: string | null;
                                    key: string | null;
                                    subject: string | null;
                                }[];
                                /** @description false: whom it names was not checked */
                                verified: boolean;
                            };
                            /** @enum {string} */
                            state: "uploaded" | "inspected" | "staged" | "published" | "withdrawn";
                            title: string | null;
                            vendor: string | null;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/package-versions/{id}/withdraw/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws a version: it is not deployed any more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            architecture: string | null;
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            changed_at: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dependencies: {
                                any_of: {
                                    constraint: string | null;
                                    name: string;
                                }[];
                                /** @enum {string} */
                                kind: "requires" | "recommends" | "suggests" | "provides" | "conflicts" | "replaces" | "condition";
                            }[];
                            description: string | null;
                            facts: {
                                [key: string]: string;
                            };
                            /** @description what was wrong with its bytes when they were last read; null: nothing */
                            fault: string | null;
                            file_name: string;
                            /** @enum {string} */
                            format: "deb" | "rpm" | "msi" | "msix" | "exe" | "intunewin" | "pkg" | "dmg" | "apk" | "ipa" | "tar";
                            history: {
                                actor: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                deed: string;
                            }[];
                            homepage: string | null;
                            /** Format: uuid */
                            id: string;
                            license: string | null;
                            name: string | null;
                            /** Format: uuid */
                            package_id: string | null;
                            publisher: {
                                /** @description what is typed on the publisher’s laptop next; null: nothing */
                                command: string | null;
                                /** @description who vouches, or what is missing */
                                detail: string;
                                /** @description below it an approver has to consent */
                                min_version: string | null;
                                /** @description of the target by which devices ask for it */
                                path: string | null;
                                role: string | null;
                                /** @enum {string} */
                                state: "vouched" | "missing" | "refused" | "no_root";
                            };
                            scans: {
                                /** Format: date-time */
                                at: string | null;
                                /** @description what was found, or why there is no result */
                                detail: string;
                                /** @enum {string} */
                                scanner: "clamav" | "trivy" | "grype";
                                /** @enum {string} */
                                status: "clean" | "found" | "failed" | "not_scanned";
                            }[];
                            sha256: string;
                            signature: {
                                /** @enum {string} */
                                presence: "present" | "absent" | "not_read";
                                /** @enum {string|null} */
                                scheme: "openpgp" | "authenticode" | "apk" | "jar" | null;
                                signers: {
                                    issuer: string | null;
                                    key: string | null;
                                    subject: string | null;
                                }[];
                                /** @description false: whom it names was not checked */
                                verified: boolean;
                            };
                            /** @enum {string} */
                            state: "uploaded" | "inspected" | "staged" | "published" | "withdrawn";
                            title: string | null;
                            vendor: string | null;
                            version: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/collection/defaults/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is collected at every site that says nothing of its own */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @enum {string} */
                                basis: "contract" | "legal_obligation" | "legitimate_interests" | "consent" | "not_personal";
                                /**
                                 * @description What holds
                                 * @enum {string}
                                 */
                                choice: "on" | "minimised" | "off";
                                choices: ("on" | "minimised" | "off")[];
                                /** @enum {string} */
                                class: "P0" | "P1" | "P2" | "P3" | "P4";
                                collects: string;
                                consent: {
                                    ground: string;
                                    /** @description It was given for all sites, not for this one */
                                    of_all_sites: boolean;
                                    /**
                                     * Format: date-time
                                     * @description RFC 3339, UTC
                                     */
                                    recorded_at: string;
                                    recorded_by: string;
                                } | null;
                                /** @enum {string} */
                                item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                                needs_consent: boolean;
                                /**
                                 * @description Why it is off although it was not switched off
                                 * @enum {string|null}
                                 */
                                off_because: "no_consent" | "depends" | null;
                                purpose: string;
                                /** @enum {string} */
                                source: "site" | "fleet" | "product";
                                title: string;
                                /** @enum {string} */
                                wanted: "on" | "minimised" | "off";
                                when_minimised: string | null;
                                when_off: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/collection/defaults/{item}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what of an item is collected at all sites that say nothing of their own */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        choice: "on" | "minimised" | "off";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/collection/defaults/{item}/consent/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put on record that the persons of all sites agreed, and by what */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ground: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Withdraw the consent of all sites; those of single sites stand */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/collection/sites/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sites, with how much is not collected there and how many devices enforce it */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                consents_missing: number;
                                devices: number;
                                devices_enforcing: number;
                                minimised: number;
                                name: string;
                                off: number;
                                /** @description Items of which the site says something itself */
                                own: number;
                                site_id: string;
                                /** Format: date-time */
                                told_at: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/collection/sites/{site}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is collected at a site, why, by whose word, and how many devices enforce it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            devices: number;
                            devices_enforcing: number;
                            document: {
                                generation: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                issued_at: string;
                                ledger_epoch: number;
                            } | null;
                            items: {
                                /** @enum {string} */
                                basis: "contract" | "legal_obligation" | "legitimate_interests" | "consent" | "not_personal";
                                /**
                                 * @description What holds
                                 * @enum {string}
                                 */
                                choice: "on" | "minimised" | "off";
                                choices: ("on" | "minimised" | "off")[];
                                /** @enum {string} */
                                class: "P0" | "P1" | "P2" | "P3" | "P4";
                                collects: string;
                                consent: {
                                    ground: string;
                                    /** @description It was given for all sites, not for this one */
                                    of_all_sites: boolean;
                                    /**
                                     * Format: date-time
                                     * @description RFC 3339, UTC
                                     */
                                    recorded_at: string;
                                    recorded_by: string;
                                } | null;
                                /** @description Devices of the site that say that they do what holds */
                                devices_enforcing: number;
                                /** @enum {string} */
                                item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                                needs_consent: boolean;
                                /**
                                 * @description Why it is off although it was not switched off
                                 * @enum {string|null}
                                 */
                                off_because: "no_consent" | "depends" | null;
                                purpose: string;
                                /** @enum {string} */
                                source: "site" | "fleet" | "product";
                                title: string;
                                /** @enum {string} */
                                wanted: "on" | "minimised" | "off";
                                when_minimised: string | null;
                                when_off: string;
                            }[];
                            site_id: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/collection/sites/{site}/{item}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what of an item is collected at a site */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                    site: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        choice: "on" | "minimised" | "off";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Take a site’s own setting back: the one for all sites holds again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/collection/sites/{site}/{item}/consent/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put on record that the persons of a site agreed, and by what */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                    site: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ground: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Withdraw a site’s consent: what rests on it stops */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    item: "identity" | "hardware" | "system" | "network" | "os" | "cpu" | "memory" | "disks" | "software" | "usage" | "usage-persons" | "short-programs" | "device-names" | "user-names";
                    site: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/erasures/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Erasures of persons, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                account_id: string | null;
                                /** Format: date-time */
                                cancelled_at: string | null;
                                cancelled_by: string | null;
                                /** Format: date-time */
                                confirmed_at: string | null;
                                /** Format: date-time */
                                decided_at: string | null;
                                decided_by: string | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                due_at: string;
                                /** Format: date-time */
                                executed_at: string | null;
                                /** @enum {string} */
                                ground: "no_longer_needed" | "consent_withdrawn" | "objection" | "unlawful" | "legal_obligation" | "dpdp_request";
                                id: string;
                                overdue: boolean;
                                reason: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                requested_at: string;
                                requested_by: string;
                                /** @enum {string} */
                                state: "requested" | "approved" | "rejected" | "cancelled" | "executed" | "confirmed";
                                subjects: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Asks for the erasure of a person; somebody else has to approve it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account?: string;
                        /** @enum {string} */
                        ground: "no_longer_needed" | "consent_withdrawn" | "objection" | "unlawful" | "legal_obligation" | "dpdp_request";
                        reason: string;
                        subjects: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: {
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                provider: string;
                            } | null;
                            account_id: string | null;
                            /** Format: date-time */
                            cancelled_at: string | null;
                            cancelled_by: string | null;
                            /** Format: date-time */
                            confirmed_at: string | null;
                            /** Format: date-time */
                            decided_at: string | null;
                            decided_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            due_at: string;
                            /** Format: date-time */
                            executed_at: string | null;
                            /** @enum {string} */
                            ground: "no_longer_needed" | "consent_withdrawn" | "objection" | "unlawful" | "legal_obligation" | "dpdp_request";
                            hub: {
                                /**
                                 * @description done: the key for which copies in the archive were wrapped is destroyed
                                 * @enum {string}
                                 */
                                archive: "pending" | "done";
                                /** @enum {string} */
                                database: "pending" | "done";
                            };
                            id: string;
                            /** @description The caller may approve or reject it */
                            may_decide: boolean;
                            overdue: boolean;
                            reason: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            requested_at: string;
                            requested_by: string;
                            sites: {
                                /** Format: date-time */
                                acknowledged_at: string | null;
                                site_id: string;
                                /** @enum {string} */
                                state: "pending" | "done";
                                /** @description A signed document for the site says it */
                                told: boolean;
                            }[];
                            /** @enum {string} */
                            state: "requested" | "approved" | "rejected" | "cancelled" | "executed" | "confirmed";
                            subjects: number;
                            whom: {
                                /** Format: date-time */
                                confirmed_at: string | null;
                                /** @enum {string} */
                                device: "pending" | "done";
                                device_id: string;
                                /** @description null when it is erased, or without the permission person.read */
                                name: string | null;
                                role: string;
                                site_id: string;
                                subject_id: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/erasures/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One erasure, with how far it is at the hub, at each site and on each device */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: {
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                provider: string;
                            } | null;
                            account_id: string | null;
                            /** Format: date-time */
                            cancelled_at: string | null;
                            cancelled_by: string | null;
                            /** Format: date-time */
                            confirmed_at: string | null;
                            /** Format: date-time */
                            decided_at: string | null;
                            decided_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            due_at: string;
                            /** Format: date-time */
                            executed_at: string | null;
                            /** @enum {string} */
                            ground: "no_longer_needed" | "consent_withdrawn" | "objection" | "unlawful" | "legal_obligation" | "dpdp_request";
                            hub: {
                                /**
                                 * @description done: the key for which copies in the archive were wrapped is destroyed
                                 * @enum {string}
                                 */
                                archive: "pending" | "done";
                                /** @enum {string} */
                                database: "pending" | "done";
                            };
                            id: string;
                            /** @description The caller may approve or reject it */
                            may_decide: boolean;
                            overdue: boolean;
                            reason: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            requested_at: string;
                            requested_by: string;
                            sites: {
                                /** Format: date-time */
                                acknowledged_at: string | null;
                                site_id: string;
                                /** @enum {string} */
                                state: "pending" | "done";
                                /** @description A signed document for the site says it */
                                told: boolean;
                            }[];
                            /** @enum {string} */
                            state: "requested" | "approved" | "rejected" | "cancelled" | "executed" | "confirmed";
                            subjects: number;
                            whom: {
                                /** Format: date-time */
                                confirmed_at: string | null;
                                /** @enum {string} */
                                device: "pending" | "done";
                                device_id: string;
                                /** @description null when it is erased, or without the permission person.read */
                                name: string | null;
                                role: string;
                                site_id: string;
                                subject_id: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/erasures/{id}/approve/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves an erasure that somebody else asked for; the hub then carries it out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: {
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                provider: string;
                            } | null;
                            account_id: string | null;
                            /** Format: date-time */
                            cancelled_at: string | null;
                            cancelled_by: string | null;
                            /** Format: date-time */
                            confirmed_at: string | null;
                            /** Format: date-time */
                            decided_at: string | null;
                            decided_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            due_at: string;
                            /** Format: date-time */
                            executed_at: string | null;
                            /** @enum {string} */
                            ground: "no_longer_needed" | "consent_withdrawn" | "objection" | "unlawful" | "legal_obligation" | "dpdp_request";
                            hub: {
                                /**
                                 * @description done: the key for which copies in the archive were wrapped is destroyed
                                 * @enum {string}
                                 */
                                archive: "pending" | "done";
                                /** @enum {string} */
                                database: "pending" | "done";
                            };
                            id: string;
                            /** @description The caller may approve or reject it */
                            may_decide: boolean;
                            overdue: boolean;
                            reason: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            requested_at: string;
                            requested_by: string;
                            sites: {
                                /** Format: date-time */
                                acknowledged_at: string | null;
                                site_id: string;
                                /** @enum {string} */
                                state: "pending" | "done";
                                /** @description A signed document for the site says it */
                                told: boolean;
                            }[];
                            /** @enum {string} */
                            state: "requested" | "approved" | "rejected" | "cancelled" | "executed" | "confirmed";
                            subjects: number;
                            whom: {
                                /** Format: date-time */
                                confirmed_at: string | null;
                                /** @enum {string} */
                                device: "pending" | "done";
                                device_id: string;
                                /** @description null when it is erased, or without the permission person.read */
                                name: string | null;
                                role: string;
                                site_id: string;
                                subject_id: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/erasures/{id}/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an erasure back, as long as it is not carried out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: {
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                provider: string;
                            } | null;
                            account_id: string | null;
                            /** Format: date-time */
                            cancelled_at: string | null;
                            cancelled_by: string | null;
                            /** Format: date-time */
                            confirmed_at: string | null;
                            /** Format: date-time */
                            decided_at: string | null;
                            decided_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            due_at: string;
                            /** Format: date-time */
                            executed_at: string | null;
                            /** @enum {string} */
                            ground: "no_longer_needed" | "consent_withdrawn" | "objection" | "unlawful" | "legal_obligation" | "dpdp_request";
                            hub: {
                                /**
                                 * @description done: the key for which copies in the archive were wrapped is destroyed
                                 * @enum {string}
                                 */
                                archive: "pending" | "done";
                                /** @enum {string} */
                                database: "pending" | "done";
                            };
                            id: string;
                            /** @description The caller may approve or reject it */
                            may_decide: boolean;
                            overdue: boolean;
                            reason: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            requested_at: string;
                            requested_by: string;
                            sites: {
                                /** Format: date-time */
                                acknowledged_at: string | null;
                                site_id: string;
                                /** @enum {string} */
                                state: "pending" | "done";
                                /** @description A signed document for the site says it */
                                told: boolean;
                            }[];
                            /** @enum {string} */
                            state: "requested" | "approved" | "rejected" | "cancelled" | "executed" | "confirmed";
                            subjects: number;
                            whom: {
                                /** Format: date-time */
                                confirmed_at: string | null;
                                /** @enum {string} */
                                device: "pending" | "done";
                                device_id: string;
                                /** @description null when it is erased, or without the permission person.read */
                                name: string | null;
                                role: string;
                                site_id: string;
                                subject_id: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/erasures/{id}/reject/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects an erasure that somebody else asked for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: {
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                provider: string;
                            } | null;
                            account_id: string | null;
                            /** Format: date-time */
                            cancelled_at: string | null;
                            cancelled_by: string | null;
                            /** Format: date-time */
                            confirmed_at: string | null;
                            /** Format: date-time */
                            decided_at: string | null;
                            decided_by: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            due_at: string;
                            /** Format: date-time */
                            executed_at: string | null;
                            /** @enum {string} */
                            ground: "no_longer_needed" | "consent_withdrawn" | "objection" | "unlawful" | "legal_obligation" | "dpdp_request";
                            hub: {
                                /**
                                 * @description done: the key for which copies in the archive were wrapped is destroyed
                                 * @enum {string}
                                 */
                                archive: "pending" | "done";
                                /** @enum {string} */
                                database: "pending" | "done";
                            };
                            id: string;
                            /** @description The caller may approve or reject it */
                            may_decide: boolean;
                            overdue: boolean;
                            reason: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            requested_at: string;
                            requested_by: string;
                            sites: {
                                /** Format: date-time */
                                acknowledged_at: string | null;
                                site_id: string;
                                /** @enum {string} */
                                state: "pending" | "done";
                                /** @description A signed document for the site says it */
                                told: boolean;
                            }[];
                            /** @enum {string} */
                            state: "requested" | "approved" | "rejected" | "cancelled" | "executed" | "confirmed";
                            subjects: number;
                            whom: {
                                /** Format: date-time */
                                confirmed_at: string | null;
                                /** @enum {string} */
                                device: "pending" | "done";
                                device_id: string;
                                /** @description null when it is erased, or without the permission person.read */
                                name: string | null;
                                role: string;
                                site_id: string;
                                subject_id: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/inventory/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What data is stored where, of which class, for what, and for how long */
        get: {
            parameters: {
                query?: {
                    class?: "P0" | "P1" | "P2" | "P3" | "P4";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            classes: {
                                /** @enum {string} */
                                class: "P0" | "P1" | "P2" | "P3" | "P4";
                                title: string;
                            }[];
                            items: {
                                /** @enum {string} */
                                basis: "contract" | "legal_obligation" | "legitimate_interests" | "consent" | "not_personal";
                                /** @enum {string} */
                                class: "P0" | "P1" | "P2" | "P3" | "P4";
                                fields: string[];
                                place: string;
                                purpose: string;
                                retention: string;
                                /** @enum {string} */
                                store: "table" | "event" | "collector" | "archive" | "relay" | "agent" | "hub";
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/persons/export/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything that is held about a person, as one JSON document. It is on record */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account?: string;
                        subjects: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/persons/search/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who has a name: persons as devices call them, and console accounts. It is on record */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accounts: {
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                provider: string;
                            }[];
                            /** @description There are more; say more of the name */
                            more: boolean;
                            subjects: {
                                device_id: string;
                                /** Format: date-time */
                                erased_at: string | null;
                                name: string | null;
                                /** @description device_user or device_host */
                                role: string;
                                /** Format: date-time */
                                said_at: string | null;
                                site_id: string;
                                subject_id: string;
                                /** Format: date-time */
                                usage_first_at: string | null;
                                usage_intervals: number;
                                /** Format: date-time */
                                usage_last_at: string | null;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own account */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name: string;
                            email: string | null;
                            fresh: boolean;
                            id: string;
                            name: string;
                            passkeys: {
                                backed_up: boolean;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                host: string;
                                id: string;
                                name: string;
                                /** Format: date-time */
                                used_at: string | null;
                            }[];
                            passkeys_possible: boolean;
                            /** Format: date-time */
                            password_changed_at: string | null;
                            provider: string;
                            recovery_codes_left: number;
                            roles: string[];
                            second_factor_required: boolean;
                            sessions: {
                                address: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                current: boolean;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                expires_at: string;
                                id: string;
                                methods: string[];
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                seen_at: string;
                                user_agent: string;
                            }[];
                            totp: boolean;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/passkeys/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a passkey; all other sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        response: {
                            id: string;
                            rawId: string;
                            response: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            type: "public-key";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recovery_codes: string[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/passkeys/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a passkey */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/passkeys/options/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the browser needs to make a passkey */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            options: {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/password/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the password and ends all other sessions */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        current: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/recovery-codes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes; those before stop working */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recovery_codes: string[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends all other sessions */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/sessions/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one session */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/totp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to set up an authenticator */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Base32, to be typed where no camera is */
                            secret: string;
                            /** @description otpauth, for a QR code */
                            uri: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Removes the authenticator */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile/totp/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets an authenticator up by its first code; all other sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recovery_codes: string[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bytes that were not believed, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                bytes: number;
                                code: string;
                                detail: string;
                                device_id: string | null;
                                id: number;
                                /** Format: date-time */
                                released_at: string | null;
                                site_id: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine/{id}/release/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts quarantined bytes through ingest again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            at: string;
                            bytes: number;
                            code: string;
                            detail: string;
                            device_id: string | null;
                            id: number;
                            /** Format: date-time */
                            released_at: string | null;
                            site_id: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles, and what each of them holds */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @enum {string} */
                                name: "platform_admin" | "packaging_engineer" | "publisher" | "cab_approver" | "security_reviewer" | "license_admin" | "endpoint_ops" | "auditor" | "end_user";
                                permissions: string[];
                                summary: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service-tokens/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Service tokens, newest first; their secrets are kept nowhere */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                /** Format: date-time */
                                expires_at: string | null;
                                grants: {
                                    role: string;
                                    /** @description all, or the values that are reached; an object must lie within each of the four */
                                    scope: {
                                        business_units: "all" | string[];
                                        device_groups: "all" | string[];
                                        environments: "all" | string[];
                                        sites: "all" | string[];
                                    };
                                }[];
                                id: number;
                                /** Format: date-time */
                                last_used_at: string | null;
                                name: string;
                                /** Format: date-time */
                                revoked_at: string | null;
                                /** @enum {string} */
                                state: "valid" | "expired" | "revoked";
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a service token; its secret is in this answer and never again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        days: number;
                        name: string;
                        /** @enum {string} */
                        role: "platform_admin" | "packaging_engineer" | "publisher" | "cab_approver" | "security_reviewer" | "license_admin" | "endpoint_ops" | "auditor" | "end_user";
                        /** @description all, or the values that are reached; an object must lie within each of the four */
                        scope: {
                            business_units: "all" | string[];
                            device_groups: "all" | string[];
                            environments: "all" | string[];
                            sites: "all" | string[];
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            grants: {
                                role: string;
                                /** @description all, or the values that are reached; an object must lie within each of the four */
                                scope: {
                                    business_units: "all" | string[];
                                    device_groups: "all" | string[];
                                    environments: "all" | string[];
                                    sites: "all" | string[];
                                };
                            }[];
                            id: number;
                            /** Format: date-time */
                            last_used_at: string | null;
                            name: string;
                            /** Format: date-time */
                            revoked_at: string | null;
                            /** @enum {string} */
                            state: "valid" | "expired" | "revoked";
                            token: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service-tokens/{id}/revoke/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes a service token, at once, with the sessions that it opened */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            grants: {
                                role: string;
                                /** @description all, or the values that are reached; an object must lie within each of the four */
                                scope: {
                                    business_units: "all" | string[];
                                    device_groups: "all" | string[];
                                    environments: "all" | string[];
                                    sites: "all" | string[];
                                };
                            }[];
                            id: number;
                            /** Format: date-time */
                            last_used_at: string | null;
                            name: string;
                            /** Format: date-time */
                            revoked_at: string | null;
                            /** @enum {string} */
                            state: "valid" | "expired" | "revoked";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they may do */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            actor: string;
                            display_name: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            methods: string[];
                            permissions: string[];
                            role: string;
                            roles: string[];
                            /** @description all, or the values that are reached; an object must lie within each of the four */
                            scope: {
                                business_units: "all" | string[];
                                device_groups: "all" | string[];
                                environments: "all" | string[];
                                sites: "all" | string[];
                            };
                            user_id: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Signs in with an API token or a one-time link and sets the session cookie */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        link?: string;
                        token?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            actor: string;
                            display_name: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            methods: string[];
                            permissions: string[];
                            role: string;
                            roles: string[];
                            /** @description all, or the values that are reached; an object must lie within each of the four */
                            scope: {
                                business_units: "all" | string[];
                                device_groups: "all" | string[];
                                environments: "all" | string[];
                                sites: "all" | string[];
                            };
                            user_id: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Signs out; says where to go on when an external provider has a session to end */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            location: string;
                        };
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/begin/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Begins to sign in at a provider: answers with where the browser goes */
        get: {
            parameters: {
                query: {
                    next?: string;
                    provider: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/options/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways to sign in here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            first_time: boolean;
                            providers: {
                                id: string;
                                name: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/set-up/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whose set-up link this is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        link: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name: string;
                            name: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/set-up/password/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the password by a set-up link, once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        link: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name: string;
                            name: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/enrol/passkey/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a passkey up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        response: {
                            id: string;
                            rawId: string;
                            response: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            type: "public-key";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name?: string;
                            methods: ("passkey" | "totp" | "recovery")[];
                            passkeys_possible: boolean;
                            recovery_codes?: string[];
                            /** @enum {string} */
                            step: "identify" | "second_factor" | "enrol" | "done";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/enrol/passkey/options/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the browser needs to make a passkey */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            options: {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/enrol/totp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to set up an authenticator */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Base32, to be typed where no camera is */
                            secret: string;
                            /** @description otpauth, for a QR code */
                            uri: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/enrol/totp/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets an authenticator up by its first code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name?: string;
                            methods: ("passkey" | "totp" | "recovery")[];
                            passkeys_possible: boolean;
                            recovery_codes?: string[];
                            /** @enum {string} */
                            step: "identify" | "second_factor" | "enrol" | "done";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/finish/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where the browser goes once nothing is missing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            location: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/passkey/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a passkey */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        response: {
                            id: string;
                            rawId: string;
                            response: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            type: "public-key";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name?: string;
                            methods: ("passkey" | "totp" | "recovery")[];
                            passkeys_possible: boolean;
                            recovery_codes?: string[];
                            /** @enum {string} */
                            step: "identify" | "second_factor" | "enrol" | "done";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/passkey/options/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the browser needs to show a passkey */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            options: {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/password/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proves a name by its password */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name?: string;
                            methods: ("passkey" | "totp" | "recovery")[];
                            passkeys_possible: boolean;
                            recovery_codes?: string[];
                            /** @enum {string} */
                            step: "identify" | "second_factor" | "enrol" | "done";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/recovery/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uses a recovery code up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name?: string;
                            methods: ("passkey" | "totp" | "recovery")[];
                            passkeys_possible: boolean;
                            recovery_codes?: string[];
                            /** @enum {string} */
                            step: "identify" | "second_factor" | "enrol" | "done";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/state/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a sign-in needs next */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name?: string;
                            methods: ("passkey" | "totp" | "recovery")[];
                            passkeys_possible: boolean;
                            recovery_codes?: string[];
                            /** @enum {string} */
                            step: "identify" | "second_factor" | "enrol" | "done";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/{uid}/totp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows an authenticator’s code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            display_name?: string;
                            methods: ("passkey" | "totp" | "recovery")[];
                            passkeys_possible: boolean;
                            recovery_codes?: string[];
                            /** @enum {string} */
                            step: "identify" | "second_factor" | "enrol" | "done";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sites with their horizon, lease and backlog */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                backlog_segments: number;
                                business_unit: string | null;
                                /** @enum {string} */
                                class: "online" | "intermittent" | "air_gapped";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                devices: number;
                                devices_fresh: number;
                                environment: string;
                                events_committed: number;
                                events_per_second: number;
                                events_rejected: number;
                                events_void: number;
                                /** @enum {string} */
                                freshness: "fresh" | "late" | "dark" | "never";
                                gaps: number;
                                /** Format: date-time */
                                horizon_at: string | null;
                                id: string;
                                /** Format: date-time */
                                last_contact_at: string | null;
                                lease: {
                                    /** Format: date-time */
                                    next_at: string | null;
                                    /** @enum {string|null} */
                                    next_state: "FRESH" | "GRACE" | "HOLD" | "SAFE" | null;
                                    /**
                                     * Format: date-time
                                     * @description RFC 3339, UTC
                                     */
                                    since: string;
                                    /** @enum {string} */
                                    state: "FRESH" | "GRACE" | "HOLD" | "SAFE";
                                };
                                name: string;
                                simulated_devices: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One site, with the journals of its relays */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            backlog_segments: number;
                            business_unit: string | null;
                            /** @enum {string} */
                            class: "online" | "intermittent" | "air_gapped";
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            devices: number;
                            devices_fresh: number;
                            environment: string;
                            events_committed: number;
                            events_per_second: number;
                            events_rejected: number;
                            events_void: number;
                            /** @enum {string} */
                            freshness: "fresh" | "late" | "dark" | "never";
                            gaps: number;
                            /** Format: date-time */
                            horizon_at: string | null;
                            id: string;
                            journals: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                first_seen_at: string;
                                incarnation: string;
                                lanes: {
                                    backlog: number;
                                    committed_through: number;
                                    gaps: {
                                        first: number;
                                        last: number;
                                    }[];
                                    /** @enum {string} */
                                    lane: "urgent" | "ledger" | "bulk";
                                    oldest_held: number;
                                    safe_through: number;
                                    sealed_through: number;
                                    unavailable: {
                                        first: number;
                                        generation: number;
                                        last: number;
                                        ledger_epoch: number;
                                        /** @enum {string} */
                                        reason: "damaged" | "truncated" | "disk_lost";
                                        /**
                                         * Format: date-time
                                         * @description RFC 3339, UTC
                                         */
                                        said_at: string;
                                    }[];
                                }[];
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                last_seen_at: string;
                                parent: string | null;
                                relay_id: string;
                            }[];
                            /** Format: date-time */
                            last_contact_at: string | null;
                            lease: {
                                /** Format: date-time */
                                next_at: string | null;
                                /** @enum {string|null} */
                                next_state: "FRESH" | "GRACE" | "HOLD" | "SAFE" | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                since: string;
                                /** @enum {string} */
                                state: "FRESH" | "GRACE" | "HOLD" | "SAFE";
                            };
                            /** @description The relays' last word on their way to the hub; all null before the first */
                            link: {
                                backlog_bytes: number | null;
                                bytes_per_second: number | null;
                                /** @enum {string|null} */
                                hold: "paused" | "window" | "day" | null;
                                /** Format: date-time */
                                predicted_finish_at: string | null;
                                /** Format: date-time */
                                told_at: string | null;
                            };
                            name: string;
                            simulated_devices: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Says which business unit and environment a site belongs to; grants reach it by these */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        business_unit?: string | null;
                        environment?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            business_unit: string | null;
                            environment: string;
                            id: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/sites/{id}/artifacts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a site is to have, and how far its relay is with it, by the relay’s own word */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cache: {
                                free_bytes: number;
                                held_bytes: number;
                                saved_bytes: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                told_at: string;
                            } | null;
                            items: {
                                bytes: number;
                                /** Format: date-time */
                                cancelled_at: string | null;
                                cancelled_by: string | null;
                                /** @description Why it waits or is refused; empty: nothing is in its way */
                                detail: string;
                                /** @description What came over the link for it */
                                fetched_bytes: number;
                                held_bytes: number;
                                /** Format: date-time */
                                predicted_finish_at: string | null;
                                /** @description What a delta spared the link */
                                saved_bytes: number;
                                sha256: string;
                                /** @enum {string} */
                                state: "waiting" | "coming" | "here" | "refused" | "cancelled" | "unknown";
                                target_path: string;
                                /** Format: date-time */
                                told_at: string | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                wanted_since: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/artifacts/{sha256}/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops giving out an artifact to a site; what it has of it stays there */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bytes: number;
                            /** Format: date-time */
                            cancelled_at: string | null;
                            cancelled_by: string | null;
                            /** @description Why it waits or is refused; empty: nothing is in its way */
                            detail: string;
                            /** @description What came over the link for it */
                            fetched_bytes: number;
                            held_bytes: number;
                            /** Format: date-time */
                            predicted_finish_at: string | null;
                            /** @description What a delta spared the link */
                            saved_bytes: number;
                            sha256: string;
                            /** @enum {string} */
                            state: "waiting" | "coming" | "here" | "refused" | "cancelled" | "unknown";
                            target_path: string;
                            /** Format: date-time */
                            told_at: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            wanted_since: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/artifacts/{sha256}/resume/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a cancelled artifact go on to a site */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bytes: number;
                            /** Format: date-time */
                            cancelled_at: string | null;
                            cancelled_by: string | null;
                            /** @description Why it waits or is refused; empty: nothing is in its way */
                            detail: string;
                            /** @description What came over the link for it */
                            fetched_bytes: number;
                            held_bytes: number;
                            /** Format: date-time */
                            predicted_finish_at: string | null;
                            /** @description What a delta spared the link */
                            saved_bytes: number;
                            sha256: string;
                            /** @enum {string} */
                            state: "waiting" | "coming" | "here" | "refused" | "cancelled" | "unknown";
                            target_path: string;
                            /** Format: date-time */
                            told_at: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            wanted_since: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/certificates/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Certificates of a site’s relays, with their expiry */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                addresses: string[];
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                admitted_at: string;
                                authority: string | null;
                                /** Format: date-time */
                                expires_at: string | null;
                                fingerprint: string | null;
                                /** Format: date-time */
                                issued_at: string | null;
                                relay_id: string;
                                /** Format: date-time */
                                revoked_at: string | null;
                                serial: string | null;
                                /** @enum {string} */
                                state: "valid" | "renewal_due" | "expired" | "revoked" | "none";
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/enrolment-tokens/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Enrolment tokens of a site, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                expires_at: string;
                                id: string;
                                note: string;
                                /** Format: date-time */
                                revoked_at: string | null;
                                /** @enum {string} */
                                state: "open" | "expired" | "revoked";
                                /** @description At each relay of the site, which counts them */
                                uses: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a token that enrols devices at a site; its text is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        hours: number;
                        note?: string;
                        uses: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            expires_at: string;
                            id: string;
                            note: string;
                            /** Format: date-time */
                            revoked_at: string | null;
                            /** @enum {string} */
                            state: "open" | "expired" | "revoked";
                            ticket: string;
                            /** @description At each relay of the site, which counts them */
                            uses: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/journals/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A site's journals, newest first: lanes, and every gap with what is asked for */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /** @description The newest journal of its relay */
                                current: boolean;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                first_seen_at: string;
                                incarnation: string;
                                lanes: {
                                    backlog: number;
                                    committed_through: number;
                                    gaps: {
                                        first: number;
                                        /** Format: date-time */
                                        first_asked_at: string | null;
                                        last: number;
                                        /** Format: date-time */
                                        last_asked_at: string | null;
                                        /** @enum {string} */
                                        state: "asked" | "queued" | "not_asked";
                                        times_asked: number;
                                    }[];
                                    gaps_total: number;
                                    /** @enum {string} */
                                    lane: "urgent" | "ledger" | "bulk";
                                    oldest_held: number;
                                    safe_through: number;
                                    sealed_through: number;
                                    segments_missing: number;
                                    /** Format: date-time */
                                    tip_at: string | null;
                                    unavailable: {
                                        first: number;
                                        last: number;
                                        /** @enum {string} */
                                        reason: "damaged" | "truncated" | "disk_lost";
                                        /**
                                         * Format: date-time
                                         * @description RFC 3339, UTC
                                         */
                                        said_at: string;
                                    }[];
                                }[];
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                last_seen_at: string;
                                parent: string | null;
                                relay_id: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/losses/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of a site that nobody has any more, each range by the word of its relay */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            events: number;
                            is_complete: boolean;
                            items: {
                                cause: string;
                                device_id: string;
                                events: number;
                                first: number;
                                incarnation: string;
                                /** @enum {string} */
                                lane: "urgent" | "ledger" | "bulk";
                                last: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                said_at: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/revocations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a site must not let in, and the signed list that says so */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            document: {
                                generation: number;
                                ledger_epoch: number;
                            } | null;
                            items: {
                                id: string;
                                /** @enum {string} */
                                kind: "device" | "token" | "relay";
                                reason: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                revoked_at: string;
                                revoked_by: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Revoke a device, a token or a relay at its site */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "device" | "token" | "relay";
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}/revocations/{kind}/{subject}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lift the revocation of a device or a token */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    kind: "device" | "token" | "relay";
                    subject: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/backups/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Backups that were read back, newest first, and when the next one is due */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dir: string;
                            failure: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                message: string;
                            } | null;
                            interval_seconds: number;
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                name: string;
                            }[];
                            keep: number;
                            keep_days: number;
                            /** Format: date-time */
                            last_good_at: string | null;
                            /** Format: date-time */
                            next_at: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/health/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How what lies on this machine is protected; what can not be seen is said as unknown */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                detail: string;
                                name: string;
                                /** @enum {string} */
                                state: "good" | "attention" | "unknown";
                                title: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/rotations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Secrets and keys that change by the calendar, what comes next first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description The hub changes it by itself, and when asked to */
                                automatic: boolean;
                                /** @description 0: only when asked for */
                                every_days: number;
                                failure: {
                                    /**
                                     * Format: date-time
                                     * @description RFC 3339, UTC
                                     */
                                    at: string;
                                    message: string;
                                } | null;
                                how: string | null;
                                /** @enum {string} */
                                kept_by: "hub" | "relay" | "person";
                                /** @enum {string} */
                                kind: "database_credentials" | "signing_keys" | "encryption_keys" | "service_certificates" | "api_keys";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                last_at: string;
                                name: string;
                                /** Format: date-time */
                                next_at: string | null;
                                overdue: boolean;
                                /** Format: date-time */
                                requested_at: string | null;
                                title: string;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/rotations/{name}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change a secret or key now; the list tells when it is done */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "requested";
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telemetry/ledger/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Per site: how many events the ledger holds, and an order-independent digest of their ids
         * @description The digest is over stored rows, each of which is read once. While `events_to_digest` is not 0 the digest is null, and asking again goes on where this request stopped.
         */
        get: {
            parameters: {
                query?: {
                    run?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                devices: number;
                                digest: string | null;
                                events_committed: number;
                                events_rejected: number;
                                events_to_digest: number;
                                events_void: number;
                                gaps: number;
                                site_id: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telemetry/rates/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events committed per second over the last 15 minutes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            as_of: string;
                            points: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                events_per_second: number;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trust/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may sign what, until when, and what is missing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            hub_keys: {
                                /** @description the text of the file that eucora-trust add-key takes */
                                file: string;
                                id: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                made_at: string;
                                /** @enum {string} */
                                name: "online" | "director";
                            }[];
                            lacks: {
                                code: string;
                                /** @description what is missing and who does what next */
                                detail: string;
                                /** @enum {string} */
                                severity: "critical" | "warning" | "info";
                            }[];
                            publishers: {
                                /** @description none: all */
                                business_units: string[];
                                /** @description the role that delegates to it */
                                by: string;
                                /** Format: date-time */
                                expires_at: string | null;
                                /** @enum {string} */
                                freshness: "good" | "soon" | "expired" | "missing";
                                keys: {
                                    holder: string | null;
                                    /** @description the hub holds it */
                                    hub: boolean;
                                    id: string;
                                    type: string;
                                }[];
                                name: string;
                                paths: string[];
                                /** @description none: all */
                                platforms: string[];
                                /** Format: date-time */
                                stored_at: string | null;
                                targets: number;
                                terminating: boolean;
                                threshold: number;
                                version: number | null;
                            }[];
                            roles: {
                                /** Format: date-time */
                                expires_at: string | null;
                                /**
                                 * @description null: it has no file of its own
                                 * @enum {string|null}
                                 */
                                freshness: "good" | "soon" | "expired" | "missing" | null;
                                keys: {
                                    holder: string | null;
                                    /** @description the hub holds it */
                                    hub: boolean;
                                    id: string;
                                    type: string;
                                }[];
                                may: string;
                                name: string;
                                /** Format: date-time */
                                stored_at: string | null;
                                threshold: number;
                                version: number | null;
                            }[];
                            /** @description of the first root, with which devices are born */
                            root_sha256: string | null;
                            root_version: number | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trust/keys/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A public key of the hub, as eucora-trust add-key takes it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trust/metadata/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in metadata that were signed on laptops, several files in one go */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        files: {
                            /** @description as the file is called: draft/root.json, 2.retail-linux.json */
                            name: string;
                            text: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            publication: {
                                because: string;
                                snapshot: number;
                                timestamp: number;
                            } | null;
                            results: {
                                clause: string | null;
                                /** @description refused: what was seen, and what to do next */
                                detail: string;
                                name: string;
                                /** @enum {string} */
                                result: "accepted" | "known" | "passed_over" | "refused";
                                role: string | null;
                                version: number | null;
                            }[];
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trust/metadata/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A metadata file of The Update Framework, byte for byte as it was signed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trust/stick/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What brings a ceremony’s stick up to date, as a tar archive to unpack on it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-tar": string;
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts of people, by name */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                /** Format: date-time */
                                disabled_at: string | null;
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                passkeys: number;
                                password_set: boolean;
                                provider: string;
                                roles: string[];
                                sessions: number;
                                /** Format: date-time */
                                signed_in_at: string | null;
                                totp: boolean;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a local account with a role; its owner sets the password by a link */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        display_name: string;
                        /** Format: email */
                        email?: string;
                        name: string;
                        role: string;
                        /** @description all, or the values that are reached; an object must lie within each of the four */
                        scope?: {
                            business_units: "all" | string[];
                            device_groups: "all" | string[];
                            environments: "all" | string[];
                            sites: "all" | string[];
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Works once, for three days; shown this once */
                            set_up_link: string;
                            user: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                /** Format: date-time */
                                disabled_at: string | null;
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                passkeys: number;
                                password_set: boolean;
                                provider: string;
                                roles: string[];
                                sessions: number;
                                /** Format: date-time */
                                signed_in_at: string | null;
                                totp: boolean;
                            };
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            /** Format: date-time */
                            disabled_at: string | null;
                            display_name: string;
                            email: string | null;
                            id: string;
                            name: string;
                            passkeys: number;
                            password_set: boolean;
                            provider: string;
                            roles: string[];
                            sessions: number;
                            /** Format: date-time */
                            signed_in_at: string | null;
                            totp: boolean;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/disable/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disables an account; its sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            /** Format: date-time */
                            disabled_at: string | null;
                            display_name: string;
                            email: string | null;
                            id: string;
                            name: string;
                            passkeys: number;
                            password_set: boolean;
                            provider: string;
                            roles: string[];
                            sessions: number;
                            /** Format: date-time */
                            signed_in_at: string | null;
                            totp: boolean;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/enable/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enables an account again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            /** Format: date-time */
                            disabled_at: string | null;
                            display_name: string;
                            email: string | null;
                            id: string;
                            name: string;
                            passkeys: number;
                            password_set: boolean;
                            provider: string;
                            roles: string[];
                            sessions: number;
                            /** Format: date-time */
                            signed_in_at: string | null;
                            totp: boolean;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/end-sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends all sessions */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            /** Format: date-time */
                            disabled_at: string | null;
                            display_name: string;
                            email: string | null;
                            id: string;
                            name: string;
                            passkeys: number;
                            password_set: boolean;
                            provider: string;
                            roles: string[];
                            sessions: number;
                            /** Format: date-time */
                            signed_in_at: string | null;
                            totp: boolean;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/grants/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a user was given, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: date-time */
                                expires_at: string | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                granted_at: string;
                                granted_by: string;
                                id: number;
                                /** Format: date-time */
                                revoked_at: string | null;
                                role: string;
                                /** @description all, or the values that are reached; an object must lie within each of the four */
                                scope: {
                                    business_units: "all" | string[];
                                    device_groups: "all" | string[];
                                    environments: "all" | string[];
                                    sites: "all" | string[];
                                };
                                subject: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Gives a user a role within a scope */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_at?: string | null;
                        /** @enum {string} */
                        role: "platform_admin" | "packaging_engineer" | "publisher" | "cab_approver" | "security_reviewer" | "license_admin" | "endpoint_ops" | "auditor" | "end_user";
                        /** @description all, or the values that are reached; an object must lie within each of the four */
                        scope: {
                            business_units: "all" | string[];
                            device_groups: "all" | string[];
                            environments: "all" | string[];
                            sites: "all" | string[];
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            granted_at: string;
                            granted_by: string;
                            id: number;
                            /** Format: date-time */
                            revoked_at: string | null;
                            role: string;
                            /** @description all, or the values that are reached; an object must lie within each of the four */
                            scope: {
                                business_units: "all" | string[];
                                device_groups: "all" | string[];
                                environments: "all" | string[];
                                sites: "all" | string[];
                            };
                            subject: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/set-up-link/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new set-up link; with reset_factors, all second factors go. Sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reset_factors?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Works once, for three days; shown this once */
                            set_up_link: string;
                            user: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                /** Format: date-time */
                                disabled_at: string | null;
                                display_name: string;
                                email: string | null;
                                id: string;
                                name: string;
                                passkeys: number;
                                password_set: boolean;
                                provider: string;
                                roles: string[];
                                sessions: number;
                                /** Format: date-time */
                                signed_in_at: string | null;
                                totp: boolean;
                            };
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhook subscriptions and how they do */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                actions: string[];
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                created_by: string;
                                dead: number;
                                enabled: boolean;
                                /** Format: date-time */
                                failing_since: string | null;
                                /** @description False: it is told of alerts alone, by rules */
                                follows_record: boolean;
                                /** Format: uuid */
                                id: string;
                                name: string;
                                pending: number;
                                /** @enum {string} */
                                severity_min: "info" | "warning" | "critical";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                updated_at: string;
                                url: string;
                                version: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Subscribes an address to sealed audit entries; the answer holds its secret */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        actions?: string[];
                        /** @description False: it is told of alerts alone, by rules */
                        follows_record?: boolean;
                        name: string;
                        /** @enum {string} */
                        severity_min?: "info" | "warning" | "critical";
                        url: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            actions: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dead: number;
                            enabled: boolean;
                            /** Format: date-time */
                            failing_since: string | null;
                            /** @description False: it is told of alerts alone, by rules */
                            follows_record: boolean;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            pending: number;
                            /** @description Shown once; deliveries are signed with it */
                            secret: string;
                            /** @enum {string} */
                            severity_min: "info" | "warning" | "critical";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            url: string;
                            version: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One subscription */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            actions: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dead: number;
                            enabled: boolean;
                            /** Format: date-time */
                            failing_since: string | null;
                            /** @description False: it is told of alerts alone, by rules */
                            follows_record: boolean;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            pending: number;
                            /** @enum {string} */
                            severity_min: "info" | "warning" | "critical";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            url: string;
                            version: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Ends a subscription; what was on its way is not sent */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes what is named; `version` refuses to overwrite what another changed */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        actions?: string[];
                        enabled?: boolean;
                        /** @description False: it is told of alerts alone, by rules */
                        follows_record?: boolean;
                        name?: string;
                        /** @enum {string} */
                        severity_min?: "info" | "warning" | "critical";
                        url?: string;
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            actions: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            created_at: string;
                            created_by: string;
                            dead: number;
                            enabled: boolean;
                            /** Format: date-time */
                            failing_since: string | null;
                            /** @description False: it is told of alerts alone, by rules */
                            follows_record: boolean;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            pending: number;
                            /** @enum {string} */
                            severity_min: "info" | "warning" | "critical";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            updated_at: string;
                            url: string;
                            version: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent and what is on its way, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            as_of: string | null;
                            coverage: {
                                devices_fresh: number;
                                devices_total: number;
                                ratio: number | null;
                                sites_fresh: number;
                                sites_total: number;
                            };
                            items: {
                                attempts: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                created_at: string;
                                /** Format: date-time */
                                ended_at: string | null;
                                id: number;
                                last_error: string | null;
                                last_status: number | null;
                                /** Format: date-time */
                                next_at: string | null;
                                position: number | null;
                                /** @enum {string} */
                                state: "pending" | "delivered" | "dead";
                                type: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{delivery}/again/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one delivery once more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    delivery: number;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            queued: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/replays/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a range of the audit record again, at most 10,000 events */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        from_position: number;
                        through_position: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            queued: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/secret/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives it another secret; for a day deliveries carry a signature of the earlier one, too */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Shown once; deliveries are signed with it */
                            secret: string;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an event of the type webhook.test */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            queued: number;
                        };
                    };
                };
                /** @description A problem document (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process is alive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics; open to callers on this machine */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything the hub needs is there: database, migrations, broker, ingest */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checks: {
                                name: string;
                                ready: boolean;
                                reason?: string;
                            }[];
                            ready: boolean;
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checks: {
                                name: string;
                                ready: boolean;
                                reason?: string;
                            }[];
                            ready: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            code: string;
            detail: string;
            instance?: string;
            status: number;
            title: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
