package arelops.app.report;

import arelops.core.policy.Report.Format;
import java.util.List;

/// Reports in the manner of the tools that write them.
final class ReportSamples {
    private ReportSamples() {}

    /// @param says what was counted, as [ReportReaderTest#said] puts it
    record Sample(String tool, Format format, String text, String says) {
        @Override
        public String toString() {
            return tool;
        }
    }

    static final String SUREFIRE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report-3.0.2.xsd" version="3.0.2" name="shop.CartTest" time="0.083" tests="4" errors="1" skipped="1" failures="1">
              <properties>
                <property name="java.specification.version" value="25"/>
                <property name="sun.arch.data.model" value="64"/>
              </properties>
              <testcase name="an_empty_cart_costs_nothing" classname="shop.CartTest" time="0.041"/>
              <testcase name="two_of_one_thing" classname="shop.CartTest" time="0.002">
                <failure message="expected: &lt;4&gt; but was: &lt;2&gt;" type="org.opentest4j.AssertionFailedError"><![CDATA[org.opentest4j.AssertionFailedError: expected: <4> but was: <2>
            	at shop.CartTest.two_of_one_thing(CartTest.java:31)
            ]]></failure>
                <system-out><![CDATA[adding 2 pears
            ]]></system-out>
              </testcase>
              <testcase name="a_voucher" classname="shop.CartTest" time="0.001">
                <error message="Cannot invoke &quot;Voucher.value()&quot;" type="java.lang.NullPointerException">java.lang.NullPointerException</error>
              </testcase>
              <testcase name="a_tax" classname="shop.CartTest" time="0.0">
                <skipped message="not yet"/>
              </testcase>
            </testsuite>
            """;

    static final String SUREFIRE_RERUN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="shop.SlowTest" time="1.5" tests="3" errors="0" skipped="0" failures="1" flakes="1">
              <testcase name="now_and_then" classname="shop.SlowTest" time="0.5">
                <flakyFailure message="timeout" type="java.lang.AssertionError">
                  <stackTrace><![CDATA[java.lang.AssertionError: timeout]]></stackTrace>
                  <system-out><![CDATA[try 1]]></system-out>
                </flakyFailure>
                <flakyError message="refused" type="java.net.ConnectException"><stackTrace><![CDATA[x]]></stackTrace></flakyError>
              </testcase>
              <testcase name="never" classname="shop.SlowTest" time="0.5">
                <failure message="no" type="java.lang.AssertionError"><![CDATA[java.lang.AssertionError: no]]></failure>
                <rerunFailure message="no" type="java.lang.AssertionError"><stackTrace><![CDATA[x]]></stackTrace></rerunFailure>
              </testcase>
              <testcase name="always" classname="shop.SlowTest" time="0.5"/>
            </testsuite>
            """;

    static final String GRADLE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="shop.OrderTest" tests="3" skipped="0" failures="1" errors="0" timestamp="2026-11-02T10:00:00" hostname="build-7" time="0.2">
              <properties/>
              <testcase name="places()" classname="shop.OrderTest" time="0.1"/>
              <testcase name="cancels()" classname="shop.OrderTest" time="0.05">
                <failure message="java.lang.AssertionError" type="java.lang.AssertionError">java.lang.AssertionError
            	at shop.OrderTest.cancels(OrderTest.java:12)
            </failure>
              </testcase>
              <testcase name="cancels()" classname="shop.OrderTest" time="0.05"/>
              <system-out><![CDATA[]]></system-out>
              <system-err><![CDATA[]]></system-err>
            </testsuite>
            """;

    static final String PYTEST = """
            <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4" time="0.120" timestamp="2026-11-02T10:00:00.123456+01:00" hostname="box"><testcase classname="tests.test_cart.TestCart" name="test_sum[2-3]" time="0.001" /><testcase classname="tests.test_cart" name="test_tax" time="0.001"><failure message="assert 1 == 2">def test_tax():
            &gt;       assert 1 == 2
            E       assert 1 == 2

            tests/test_cart.py:9: AssertionError</failure></testcase><testcase classname="tests.test_db" name="test_up" time="0.0"><error message="failed on setup with &quot;OSError&quot;">x</error></testcase><testcase classname="tests.test_cart" name="test_old" time="0.0"><skipped type="pytest.xfail" message="later" /></testcase></testsuite></testsuites>
            """;

    static final String GO = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="3" failures="1" skipped="1">
            	<testsuite name="example.org/shop/cart" tests="3" failures="1" errors="0" skipped="1" id="0" hostname="box" time="0.004" timestamp="2026-11-02T10:00:00Z">
            		<properties>
            			<property name="coverage.statements.pct" value="83.10"></property>
            		</properties>
            		<testcase name="TestSum" classname="example.org/shop/cart" time="0.000"></testcase>
            		<testcase name="TestTax/7%" classname="example.org/shop/cart" time="0.000">
            			<failure message="Failed"><![CDATA[    cart_test.go:11: want 7]]></failure>
            		</testcase>
            		<testcase name="TestOld" classname="example.org/shop/cart" time="0.000">
            			<skipped message="    cart_test.go:20: later"></skipped>
            		</testcase>
            	</testsuite>
            </testsuites>
            """;

    static final String JEST = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="jest tests" tests="2" failures="1" errors="0" time="1.1">
              <testsuite name="cart" errors="0" failures="1" skipped="0" timestamp="2026-11-02T10:00:00" time="0.9" tests="2">
                <testcase classname="cart adds" name="cart adds" time="0.003">
                </testcase>
                <testcase classname="cart sums up" name="cart sums up" time="0.004">
                  <failure>Error: expect(received).toBe(expected) // Object.is equality
                at Object.&lt;anonymous&gt; (/w/cart.test.js:9:15)</failure>
                </testcase>
              </testsuite>
            </testsuites>
            """;

    /// A suite that broke before its tests: the suite alone tells of it.
    static final String BROKEN_SUITE = """
            <testsuites>
              <testsuite name="cart.test.js" tests="0" errors="1"><error message="Cannot find module"/></testsuite>
              <testsuite name="order.test.js" tests="1" failures="2"><testcase name="x"/></testsuite>
            </testsuites>
            """;

    static final String ESLINT = """
            {
              "version": "2.1.0",
              "$schema": "http://json.schemastore.org/sarif-2.1.0-rtm.5",
              "runs": [
                {
                  "tool": {"driver": {"name": "ESLint", "informationUri": "https://eslint.org",
                    "rules": [
                      {"id": "no-unused-vars", "helpUri": "https://eslint.org/docs/rules/no-unused-vars", "properties": {"category": "Variables"}},
                      {"id": "semi", "properties": {}}], "version": "9.1.0"}},
                  "artifacts": [{"location": {"uri": "file:///w/src/cart.js"}}],
                  "results": [
                    {"level": "error", "message": {"text": "'x' is assigned a value but never used."},
                     "locations": [{"physicalLocation": {"artifactLocation": {"uri": "file:///w/src/cart.js", "index": 0},
                       "region": {"startLine": 3, "startColumn": 7}}}],
                     "ruleId": "no-unused-vars", "ruleIndex": 0},
                    {"level": "warning", "message": {"text": "Missing semicolon."},
                     "locations": [{"physicalLocation": {"artifactLocation": {"uri": "file:///w/src/cart.js", "index": 0},
                       "region": {"startLine": 4}}}],
                     "ruleId": "semi", "ruleIndex": 1},
                    {"level": "warning", "message": {"text": "Missing semicolon."}, "ruleId": "semi", "ruleIndex": 1,
                     "suppressions": [{"kind": "inSource", "justification": ""}]}
                  ]
                }
              ]
            }
            """;

    /// The rules stand behind the results, and give them their levels.
    static final String SPOTBUGS = """
            {"version":"2.1.0","$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-schema-2.1.0.json","runs":[
             {"invocations":[{"exitCode":0,"executionSuccessful":true}],
              "results":[
               {"ruleId":"NP_NULL_ON_SOME_PATH","ruleIndex":0,"message":{"id":"default","arguments":["x"]},
                "locations":[{"physicalLocation":{"artifactLocation":{"uri":"shop/Cart.java","uriBaseId":"u"},"region":{"startLine":31}},
                  "logicalLocations":[{"name":"add","kind":"function"}]}]},
               {"ruleIndex":1,"message":{"id":"default"},"baselineState":"unchanged"},
               {"ruleId":"SQL_INJECTION_JDBC","ruleIndex":2,"level":"note","message":{"text":"m"}},
               {"ruleId":"UNKNOWN_RULE/1","message":{"text":"m"},"kind":"fail"},
               {"ruleId":"NP_NULL_ON_SOME_PATH","message":{"text":"m"},"kind":"pass"},
               {"ruleId":"NP_NULL_ON_SOME_PATH","message":{"text":"m"},"baselineState":"absent"}],
              "tool":{"driver":{"name":"SpotBugs","version":"4.8.6","rules":[
               {"id":"NP_NULL_ON_SOME_PATH","shortDescription":{"text":"x"},"defaultConfiguration":{"level":"error"},"properties":{"tags":["CORRECTNESS"]}},
               {"id":"DM_DEFAULT_ENCODING","defaultConfiguration":{"level":"note"}},
               {"id":"SQL_INJECTION_JDBC","properties":{"security-severity":"9.8","tags":["SECURITY"]}}]}},
              "originalUriBaseIds":{"u":{"uri":"file:///w/"}}}]}
            """;

    static final String CYCLONEDX = """
            {
              "bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79", "version": 1,
              "metadata": {"timestamp": "2026-11-02T10:00:00Z", "tools": {"components": [{"type": "application", "name": "scanner"}]}},
              "components": [{"bom-ref": "pkg:maven/org.example/lib@2.14.1", "type": "library", "name": "lib", "version": "2.14.1"}],
              "dependencies": [{"ref": "pkg:maven/org.example/lib@2.14.1", "dependsOn": []}],
              "vulnerabilities": [
                {"id": "CVE-2021-44228", "source": {"name": "NVD"},
                 "ratings": [{"source": {"name": "a"}, "severity": "high"}, {"severity": "critical", "score": 10.0, "method": "CVSSv31"}],
                 "cwes": [20], "affects": [{"ref": "pkg:maven/org.example/lib@2.14.1"}]},
                {"id": "CVE-2022-1", "ratings": [{"score": 5.5, "method": "CVSSv31"}], "affects": [{"ref": "a"}, {"ref": "b"}]},
                {"id": "CVE-2022-2", "affects": [{"ref": "a"}]},
                {"id": "CVE-2022-3", "ratings": [{"severity": "critical"}], "analysis": {"state": "not_affected", "justification": "code_not_reachable"}},
                {"id": "CVE-2022-4", "ratings": [{"severity": "low"}], "analysis": {"state": "in_triage"}}
              ]
            }
            """;

    static final String OSV = """
            {"results": [{"source": {"path": "/w/package-lock.json", "type": "lockfile"}, "packages": [
              {"package": {"name": "minimist", "version": "1.2.0", "ecosystem": "npm"},
               "vulnerabilities": [
                {"id": "GHSA-vh95-rmgr-6w4m", "aliases": ["CVE-2020-7598"], "database_specific": {"severity": "MODERATE", "cwe_ids": ["CWE-1321"]}},
                {"id": "GHSA-xvch-5gv4-984h", "database_specific": {"severity": "CRITICAL"}},
                {"id": "MAL-2024-1"}],
               "groups": [{"ids": ["GHSA-vh95-rmgr-6w4m"], "aliases": ["CVE-2020-7598"], "max_severity": "5.6"},
                          {"ids": ["GHSA-xvch-5gv4-984h"], "max_severity": "9.8"},
                          {"ids": ["MAL-2024-1"], "max_severity": ""}]},
              {"package": {"name": "old", "version": "0.1"}, "vulnerabilities": [{"id": "OSV-1", "database_specific": {"severity": "HIGH"}}]}]}],
             "experimental_config": {"licenses": {"summary": false}}}
            """;

    static final List<Sample> ALL = List.of(
            new Sample(
                    "Surefire",
                    Format.JUNIT,
                    SUREFIRE,
                    "1 passed, 1 failed, 1 errors, 1 skipped, 0 flaky (0): shop.CartTest.two_of_one_thing, shop.CartTest.a_voucher"),
            new Sample(
                    "Surefire with reruns",
                    Format.JUNIT,
                    SUREFIRE_RERUN,
                    "1 passed, 1 failed, 0 errors, 0 skipped, 1 flaky (2): shop.SlowTest.never"),
            new Sample(
                    "Gradle with retries",
                    Format.JUNIT,
                    GRADLE,
                    "1 passed, 0 failed, 0 errors, 0 skipped, 1 flaky (1): "),
            new Sample(
                    "pytest",
                    Format.JUNIT,
                    PYTEST,
                    "1 passed, 1 failed, 1 errors, 1 skipped, 0 flaky (0): tests.test_cart.test_tax, tests.test_db.test_up"),
            new Sample(
                    "go-junit-report",
                    Format.JUNIT,
                    GO,
                    "1 passed, 1 failed, 0 errors, 1 skipped, 0 flaky (0): example.org/shop/cart.TestTax/7%"),
            new Sample(
                    "Jest", Format.JUNIT, JEST, "1 passed, 1 failed, 0 errors, 0 skipped, 0 flaky (0): cart sums up"),
            new Sample(
                    "a suite that broke",
                    Format.JUNIT,
                    BROKEN_SUITE,
                    "1 passed, 2 failed, 1 errors, 0 skipped, 0 flaky (0): order.test.js (counted by the suite, shown by no test), cart.test.js.(the suite itself)"),
            new Sample(
                    "ESLint",
                    Format.SARIF,
                    ESLINT,
                    "{medium=1, high=1}, 1 suppressed: no-unused-vars in file:///w/src/cart.js:3, semi in file:///w/src/cart.js:4"),
            new Sample(
                    "SpotBugs",
                    Format.SARIF,
                    SPOTBUGS,
                    "{low=1, medium=1, high=1, critical=1}, 0 suppressed: SQL_INJECTION_JDBC, NP_NULL_ON_SOME_PATH in shop/Cart.java:31, UNKNOWN_RULE/1, DM_DEFAULT_ENCODING"),
            new Sample(
                    "CycloneDX",
                    Format.CYCLONEDX,
                    CYCLONEDX,
                    "{low=1, medium=1, critical=1, unrated=1}, 1 suppressed: CVE-2022-2 in a, CVE-2021-44228 in pkg:maven/org.example/lib@2.14.1, CVE-2022-1 in a, CVE-2022-4"),
            new Sample(
                    "OSV-Scanner",
                    Format.OSV,
                    OSV,
                    "{medium=1, high=1, critical=1, unrated=1}, 0 suppressed: MAL-2024-1 in minimist@1.2.0, GHSA-xvch-5gv4-984h in minimist@1.2.0, OSV-1 in old@0.1, GHSA-vh95-rmgr-6w4m in minimist@1.2.0"));
}
