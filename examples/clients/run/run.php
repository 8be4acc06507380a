<?php

// Answers lines of {"url", "lang", "submission"} with the report or the problem.

declare(strict_types=1);

require __DIR__ . '/../payready.php';

while (($line = fgets(STDIN)) !== false) {
    $task = json_decode($line, flags: JSON_THROW_ON_ERROR);
    try {
        $report = (new Payready\Client($task->url))->assess($task->submission, $task->lang);
        $answer = ['report' => $report, 'pay' => Payready\mayPay($report)];
    } catch (Payready\Problem $e) {
        $answer = ['problem' => ['status' => $e->status, 'errors' => $e->errors, 'message' => $e->getMessage()]];
    } catch (Payready\Unreachable) {
        $answer = ['unreachable' => true];
    }
    echo json_encode($answer, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION), "\n";
}
